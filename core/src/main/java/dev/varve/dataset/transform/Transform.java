package dev.varve.dataset.transform;

import dev.varve.dataset.Source;
import java.io.IOException;

/** A change of a dataset that is carried out when the dataset is read. */
public sealed interface Transform permits Subset, LabelSubset, Rename, Cast, Scale, Mask, Transpose {
    /**
     * The changed dataset. Closing it closes what it is made of; when this fails, that stays open.
     *
     * @throws TransformException when the change does not fit the dataset
     * @throws IOException when coordinates that it depends on cannot be read
     */
    Source of(Source source) throws IOException;
}
