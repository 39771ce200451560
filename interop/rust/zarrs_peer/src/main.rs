//! Writes or reads Zarr v3 arrays with the zarrs crate. Elements stand one after another in C order: those of fixed size as
//! their little-endian bytes, others as a length of 32 bits and their bytes; those that may be missing as a byte 1 and the
//! element, or a byte 0 and zeros (nothing where elements differ in size; the length counts that byte).
//!
//!     zarrs_peer write FOLDER < elements    stores elements in the array of FOLDER/zarr.json, whose document is written
//!                                           again as zarrs writes it
//!     zarrs_peer read FOLDER > elements     the elements of an array
//!     zarrs_peer gdeflate LEVEL < b > e     bytes as the gdeflate codec encodes them (with the feature "more")

use std::error::Error;
use std::io::{Read, Write};
use std::sync::Arc;

use zarrs::array::{Array, ArrayBytes, ArrayBytesOffsets, DataType};
use zarrs::filesystem::FilesystemStore;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().collect();
    match words[1].as_str() {
        "write" => {
            let array = Array::open(Arc::new(FilesystemStore::new(&words[2])?), "/")?;
            array.store_metadata()?;
            let elements = split(&read_all()?, array.data_type());
            array.store_array_subset(&array.subset_all(), joined(elements, array.data_type())?)?;
        }
        "read" => {
            let array = Array::open(Arc::new(FilesystemStore::new(&words[2])?), "/")?;
            let elements: ArrayBytes = array.retrieve_array_subset(&array.subset_all())?;
            for element in parted(&elements, array.data_type()) {
                std::io::stdout().write_all(&length(&element, array.data_type()))?;
                std::io::stdout().write_all(&element)?;
            }
        }
        #[cfg(feature = "more")]
        "gdeflate" => {
            use zarrs::array::codec::GDeflateCodec;
            use zarrs::array::{BytesToBytesCodecTraits, CodecOptions};
            let codec = GDeflateCodec::new(words[2].parse()?)?;
            let encoded = codec.encode(read_all()?.into(), &CodecOptions::default())?;
            std::io::stdout().write_all(&encoded)?;
        }
        other => return Err(format!("{other} is no verb").into()),
    }
    Ok(())
}

fn read_all() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The size of an element, with the bytes that say whether it is there; none where elements differ.
fn size(data_type: &DataType) -> Option<usize> {
    match data_type.as_optional() {
        Some(optional) => size(optional.data_type()).map(|inner| inner + 1),
        None => data_type.fixed_size(),
    }
}

fn length(element: &[u8], data_type: &DataType) -> Vec<u8> {
    match size(data_type) {
        Some(_) => Vec::new(),
        None => (element.len() as u32).to_le_bytes().to_vec(),
    }
}

/// Single elements out of all.
fn split(bytes: &[u8], data_type: &DataType) -> Vec<Vec<u8>> {
    if let Some(size) = size(data_type) {
        return bytes.chunks(size).map(<[u8]>::to_vec).collect();
    }
    let mut elements = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        elements.push(bytes[at + 4..at + 4 + length].to_vec());
        at += 4 + length;
    }
    elements
}

/// Single elements as zarrs holds them.
fn joined(elements: Vec<Vec<u8>>, data_type: &DataType) -> Result<ArrayBytes<'static>, Box<dyn Error>> {
    if let Some(optional) = data_type.as_optional() {
        let mask: Vec<u8> = elements.iter().map(|element| element[0]).collect();
        let inner = elements.iter().map(|element| element[1..].to_vec()).collect();
        return Ok(joined(inner, optional.data_type())?.with_optional_mask(mask));
    }
    if data_type.is_fixed() {
        return Ok(ArrayBytes::new_flen(elements.concat()));
    }
    let mut offsets = vec![0];
    for element in &elements {
        offsets.push(offsets[offsets.len() - 1] + element.len());
    }
    Ok(ArrayBytes::new_vlen(elements.concat(), ArrayBytesOffsets::new(offsets)?)?)
}

/// Single elements out of what zarrs holds.
fn parted(elements: &ArrayBytes, data_type: &DataType) -> Vec<Vec<u8>> {
    match elements {
        ArrayBytes::Fixed(bytes) => bytes.chunks(data_type.fixed_size().unwrap()).map(<[u8]>::to_vec).collect(),
        ArrayBytes::Variable(elements) => elements
            .offsets()
            .windows(2)
            .map(|pair| elements.bytes()[pair[0]..pair[1]].to_vec())
            .collect(),
        ArrayBytes::Optional(elements) => {
            let inner = parted(elements.data(), data_type.as_optional().unwrap().data_type());
            let both = elements.mask().iter().zip(inner);
            both.map(|(&is_there, element)| marked(is_there, element, data_type)).collect()
        }
    }
}

fn marked(is_there: u8, element: Vec<u8>, data_type: &DataType) -> Vec<u8> {
    let content = match (is_there, size(data_type)) {
        (0, Some(size)) => vec![0; size - 1],
        (0, None) => Vec::new(),
        _ => element,
    };
    [vec![is_there], content].concat()
}
