package dev.varve.measure;

import java.util.OptionalDouble;

/**
 * How far a decoded field is from the original, over the cells that are finite and not missing in both. With x an original
 * and y a decoded number, 0/0 is 0 and anything else over 0 is infinite.
 *
 * @param l1Relative sum |y-x| / sum |x|
 * @param l2Relative sqrt(sum (y-x)^2) / sqrt(sum x^2)
 * @param linfRelative max |y-x| / max |x|
 * @param biasRelative |sum (y-x)| / sum |x|
 * @param q99Relative sum |y-x| / sum |x| over cells whose |x| reaches its 99th percentile
 * @param gradientRelative sum |dy-dx| / sum |dx| over differences of neighbours along horizontal axes; none when not measured
 * @param euclidean sqrt(sum (y-x)^2), in the field's unit
 * @param meanAbsolute mean |y-x|, in the field's unit
 * @param maxAbsolute max |y-x|, in the field's unit
 * @param decodedMin the least decoded number; infinite when there is none
 * @param decodedMax the greatest decoded number; minus infinite when there is none
 * @param changedCells cells that are of another class afterwards (finite, NaN, +Inf, -Inf, missing), or missing with other bits
 * @param outOfBounds cells that left the physical bounds
 * @param psnr 20 log10(range / rms error), in dB; infinite without error
 * @param pearson correlation of x and y; 1 where neither varies
 * @param ssim data-SSIM, the least over horizontal slices; none when not measured
 * @param spectralError the largest relative error of the power at any wavenumber below the shortest; none when not measured
 * @param worstLevel the largest relative L1 of any index of a vertical axis; none without such an axis
 * @param worstTime likewise of a time axis
 */
public record FieldMeasures(
        double l1Relative,
        double l2Relative,
        double linfRelative,
        double biasRelative,
        double q99Relative,
        OptionalDouble gradientRelative,
        double euclidean,
        double meanAbsolute,
        double maxAbsolute,
        double decodedMin,
        double decodedMax,
        long changedCells,
        long outOfBounds,
        double psnr,
        double pearson,
        OptionalDouble ssim,
        OptionalDouble spectralError,
        OptionalDouble worstLevel,
        OptionalDouble worstTime) {}
