//! Writes or reads Zarr v3 arrays of fixed-size elements with the zarrs crate.
//!
//!     zarrs_peer write FOLDER < elements    stores little-endian elements in C order in the array of FOLDER/zarr.json,
//!                                           whose document is written again as zarrs writes it
//!     zarrs_peer read FOLDER > elements     the elements of an array

use std::error::Error;
use std::io::{Read, Write};
use std::sync::Arc;

use zarrs::array::{Array, ArrayBytes};
use zarrs::filesystem::FilesystemStore;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().collect();
    let store = Arc::new(FilesystemStore::new(&words[2])?);
    let array = Array::open(store, "/")?;
    match words[1].as_str() {
        "write" => {
            let mut elements = Vec::new();
            std::io::stdin().read_to_end(&mut elements)?;
            array.store_metadata()?;
            array.store_array_subset(&array.subset_all(), ArrayBytes::new_flen(elements))?;
        }
        "read" => {
            let elements: ArrayBytes = array.retrieve_array_subset(&array.subset_all())?;
            std::io::stdout().write_all(&elements.into_fixed()?)?;
        }
        other => return Err(format!("{other} is neither write nor read").into()),
    }
    Ok(())
}
