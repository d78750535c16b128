//! The extensions that _ssl shows: all of them hold GeneralNames (RFC 5280 section 4.2.1.6).

use cpython_api::{
    Bound, IntoPyObject, ModuleString, PyModule, PyResult, PyString, PyTuple, Python,
};
use der::{Reader, Rules, Tag};
use x509::{
    AccessDescription, Decode, DistributionPoint, DistributionPointName, GeneralName, Name,
};

use super::refusal::{Outcome, Refusal};
use super::strings::utf8;
use super::tuples::tuple_of;
use super::{names, objects};
use crate::{DirName, Dns, Email, IpAddress, RegisteredId, Uri};

/// More addresses of one kind than a certificate has.
const MOST_ADDRESSES: usize = 16;

/// Reads alternative names. Each becomes a tuple of kind and name.
pub fn alternative_names<'py>(
    module: PyModule<'py>,
    mut value: Reader<'_>,
) -> Outcome<PyTuple<'py>> {
    let names = value.read_tagged(Tag::SEQUENCE)?.elements()?;
    value.finish()?;
    tuple_of(module.py(), names, |reader| {
        alternative_name(module, &GeneralName::decode(reader)?)
    })
}

fn alternative_name<'py>(module: PyModule<'py>, name: &GeneralName<'_>) -> Outcome<Bound<'py>> {
    let py = module.py();
    let (kind, name) = match name {
        GeneralName::Rfc822Name(text) => (Email::get(module), utf8(py, text)?.into_bound()),
        GeneralName::DnsName(text) => (Dns::get(module), utf8(py, text)?.into_bound()),
        GeneralName::UniformResourceIdentifier(text) => {
            (Uri::get(module), utf8(py, text)?.into_bound())
        }
        GeneralName::DirectoryName(name) => (
            DirName::get(module),
            directory_name(module, name)?.into_bound(),
        ),
        GeneralName::IpAddress(address) => (
            IpAddress::get(module),
            ip_address(py, address)?.into_bound(),
        ),
        GeneralName::RegisteredId(object) => {
            (RegisteredId::get(module), objects::name(module, *object)?)
        }
        // Each version of OpenSSL has another text.
        GeneralName::OtherName { .. }
        | GeneralName::X400Address(_)
        | GeneralName::EdiPartyName(_) => {
            return Err(Refusal::Uncertain);
        }
    };
    Ok([kind.to_owned(), name].into_pyobject(py)?)
}

fn directory_name<'py>(module: PyModule<'py>, name: &Name<'_>) -> Outcome<PyTuple<'py>> {
    names::name(module, &mut Reader::new(name.encoded(), Rules::Lenient))
}

/// An address, not shortened.
fn ip_address<'py>(py: Python<'py>, address: &[u8]) -> PyResult<PyString<'py>> {
    if let &[a, b, c, d] = address {
        return PyString::format(py, format_args!("{a}.{b}.{c}.{d}"));
    }
    let Ok(address) = <[u8; 16]>::try_from(address) else {
        return PyString::new(py, "<invalid>");
    };
    let [a, b, c, d, e, f, g, h] = std::net::Ipv6Addr::from(address).segments();
    PyString::format(
        py,
        format_args!("{a:X}:{b:X}:{c:X}:{d:X}:{e:X}:{f:X}:{g:X}:{h:X}"),
    )
}

/// URIs, in a certificate's order.
pub struct Addresses<'a> {
    uris: [&'a str; MOST_ADDRESSES],
    len: usize,
}

impl<'a> Addresses<'a> {
    pub const NONE: Self = Addresses {
        uris: [""; MOST_ADDRESSES],
        len: 0,
    };

    fn push(&mut self, uri: &'a [u8]) -> Outcome<()> {
        let uri = std::str::from_utf8(uri).map_err(|_| Refusal::Uncertain)?;
        *self.uris.get_mut(self.len).ok_or(Refusal::Uncertain)? = uri;
        self.len += 1;
        Ok(())
    }

    /// A tuple, if there are any.
    pub fn into_tuple(self, py: Python<'_>) -> PyResult<Option<PyTuple<'_>>> {
        match &self.uris[..self.len] {
            [] => Ok(None),
            uris => PyTuple::new(py, uris.iter().map(|uri| PyString::new(py, uri))).map(Some),
        }
    }
}

/// Reads where the issuer answers for the certificate (OCSP), and where the issuer's certificates are.
pub fn issuer_addresses<'a>(
    module: PyModule<'_>,
    mut value: Reader<'a>,
) -> Outcome<[Addresses<'a>; 2]> {
    let mut descriptions = value.read_tagged(Tag::SEQUENCE)?.elements()?;
    value.finish()?;
    let [mut ocsp, mut ca_issuers] = [Addresses::NONE; 2];
    while !descriptions.is_at_end() {
        let description = AccessDescription::decode(&mut descriptions)?;
        check(module, &description.access_location)?;
        let GeneralName::UniformResourceIdentifier(uri) = description.access_location else {
            continue;
        };
        match description.access_method.bytes() {
            x509::oid::OCSP => ocsp.push(uri)?,
            x509::oid::CA_ISSUERS => ca_issuers.push(uri)?,
            _ => {}
        }
    }
    Ok([ocsp, ca_issuers])
}

/// Reads where revocation lists are.
pub fn revocation_lists<'a>(module: PyModule<'_>, mut value: Reader<'a>) -> Outcome<Addresses<'a>> {
    let mut points = value.read_tagged(Tag::SEQUENCE)?.elements()?;
    value.finish()?;
    let mut addresses = Addresses::NONE;
    while !points.is_at_end() {
        let point = DistributionPoint::decode(&mut points)?;
        for name in point.crl_issuer.iter().flatten() {
            check(module, &name)?;
        }
        match point.distribution_point {
            Some(DistributionPointName::FullName(names)) => {
                for name in &names {
                    check(module, &name)?;
                    if let GeneralName::UniformResourceIdentifier(uri) = name {
                        addresses.push(uri)?;
                    }
                }
            }
            // _ssl takes the attributes for GeneralNames of kinds that it does not know.
            Some(DistributionPointName::NameRelativeToCrlIssuer(rdn)) => {
                for attribute in rdn.attributes() {
                    names::attribute(module, attribute)?;
                }
            }
            None => {}
        }
    }
    Ok(addresses)
}

/// Refuses a name that OpenSSL may reject, and with it the whole extension, although it is not shown.
fn check(module: PyModule<'_>, name: &GeneralName<'_>) -> Outcome<()> {
    match name {
        GeneralName::DirectoryName(name) => directory_name(module, name).map(drop),
        GeneralName::OtherName { .. }
        | GeneralName::X400Address(_)
        | GeneralName::EdiPartyName(_) => Err(Refusal::Uncertain),
        _ => Ok(()),
    }
}
