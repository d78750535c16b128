//! What OpenSSL calls objects.
//!
//! Its table grows, its configuration file can add to it, and at times a name in it is changed. So only attribute types whose
//! names are as old as OpenSSL are known here, and it is asked for the others.

use cpython_api::exceptions::PyValueError;
use cpython_api::{Bound, ModuleImport, ModuleString, PyModule, PyResult, PyString};
use der::ObjectIdentifier;

use super::refusal::{Outcome, Refusal};
use crate::{
    CommonName, CountryName, DomainComponent, EmailAddress, FindObject, GivenName, LocalityName,
    OrganizationName, OrganizationalUnitName, SerialNumber, StateOrProvinceName, Surname, Title,
};

/// The longest identifier, in encoded form, that OpenSSL is asked for; more than any that it has a name for.
const LONGEST: usize = 64;

/// id-at: X.520 and RFC 5280 appendix A.1.
const ATTRIBUTE_TYPES: [u8; 2] = [0x55, 0x04];

/// PKCS #9's emailAddress, RFC 2985 section 5.2.1.
const EMAIL_ADDRESS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01];

/// domainComponent, RFC 4519 section 2.4.
const DOMAIN_COMPONENT: &[u8] = &[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x19];

/// An object's long name, or its number if it has none.
pub fn name<'py>(module: PyModule<'py>, object: ObjectIdentifier<'_>) -> Outcome<Bound<'py>> {
    let name = match *object.bytes() {
        [first, second, arc] if [first, second] == ATTRIBUTE_TYPES => match arc {
            3 => CommonName::get(module),
            4 => Surname::get(module),
            5 => SerialNumber::get(module),
            6 => CountryName::get(module),
            7 => LocalityName::get(module),
            8 => StateOrProvinceName::get(module),
            10 => OrganizationName::get(module),
            11 => OrganizationalUnitName::get(module),
            12 => Title::get(module),
            42 => GivenName::get(module),
            _ => return ask(module, object),
        },
        ref bytes if bytes == EMAIL_ADDRESS => EmailAddress::get(module),
        ref bytes if bytes == DOMAIN_COMPONENT => DomainComponent::get(module),
        _ => return ask(module, object),
    };
    Ok(name.to_owned())
}

#[cold]
fn ask<'py>(module: PyModule<'py>, object: ObjectIdentifier<'_>) -> Outcome<Bound<'py>> {
    if object.bytes().len() > LONGEST {
        return Err(Refusal::Uncertain);
    }
    let py = module.py();
    let number = PyString::format(py, format_args!("{object}"))?;
    match long_name(module, &number) {
        Ok(name) if name.as_borrowed().is_str() => Ok(name),
        // There is none, which is not what OpenSSL would show.
        Ok(_) => Err(Refusal::Uncertain),
        Err(error) if error.is_instance::<PyValueError>(py) => {
            error.clear(py);
            Ok(number.into_bound())
        }
        Err(error) => Err(Refusal::Raised(error)),
    }
}

/// # Errors
/// ValueError for an object that OpenSSL does not know.
fn long_name<'py>(module: PyModule<'py>, number: &PyString<'_>) -> PyResult<Bound<'py>> {
    // A tuple: an index, the short name, the long name, the number.
    FindObject::get(module)?
        .call(&[number.as_borrowed()])?
        .item_at(2)
}
