//! GeneralName (RFC 5280 section 4.2.1.6).

use der::{
    Element, Error, ErrorKind, Ia5String, ObjectIdentifier, OctetString, Reader, Result, Tag,
};

use crate::list::{Decode, SequenceOf};
use crate::name::Name;
use crate::rules;
use crate::text::{Any, Text};

/// One or more names.
pub type GeneralNames<'a> = SequenceOf<'a, GeneralName<'a>>;

/// A name of any kind. The strings are IA5Strings: strictly read, they are ASCII.
#[derive(Clone, Debug)]
pub enum GeneralName<'a> {
    /// otherName: a name of a kind that others have defined.
    OtherName {
        /// The kind.
        oid: ObjectIdentifier<'a>,
        /// The name, of a type that depends on the kind.
        value: Element<'a>,
    },
    /// rfc822Name: an e-mail address.
    Rfc822Name(&'a [u8]),
    /// dNSName: a domain.
    DnsName(&'a [u8]),
    /// x400Address: an ORAddress, unread.
    X400Address(Element<'a>),
    /// directoryName
    DirectoryName(Name<'a>),
    /// ediPartyName
    EdiPartyName(EdiPartyName<'a>),
    /// uniformResourceIdentifier
    UniformResourceIdentifier(&'a [u8]),
    /// iPAddress: 4 or 16 bytes; with as many bytes of mask behind them in name constraints. Leniently read, any number.
    IpAddress(&'a [u8]),
    /// registeredID
    RegisteredId(ObjectIdentifier<'a>),
}

/// A party in Electronic Data Interchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdiPartyName<'a> {
    /// Who gives out the names.
    pub name_assigner: Option<Text<'a>>,
    /// The name.
    pub party_name: Text<'a>,
}

/// What an IP address in a GeneralName is: of a host, or a subnet with its mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IpAddressUse {
    /// 4 or 16 bytes.
    Host,
    /// 8 or 32 bytes.
    Subnet,
}

impl<'a> GeneralName<'a> {
    #[inline]
    pub(crate) fn read(reader: &mut Reader<'a>, use_of_address: IpAddressUse) -> Result<Self> {
        match reader.peek_tag()? {
            Some(tag) if tag.same_type(Tag::context(0)) => reader.field(&"otherName", other_name),
            Some(tag) if tag.same_type(Tag::context(1)) => reader.field(&"rfc822Name", |reader| {
                ia5_string(reader, 1).map(GeneralName::Rfc822Name)
            }),
            Some(tag) if tag.same_type(Tag::context(2)) => reader.field(&"dNSName", |reader| {
                ia5_string(reader, 2).map(GeneralName::DnsName)
            }),
            Some(tag) if tag.same_type(Tag::context(3)) => reader.field(&"x400Address", |reader| {
                let element = reader.read_tagged(Tag::context(3))?;
                if element.rules().is_strict() {
                    element.validate()?;
                }
                Ok(GeneralName::X400Address(element))
            }),
            Some(tag) if tag.same_type(Tag::context(4)) => {
                reader.field(&"directoryName", |reader| {
                    reader
                        .context(4, Name::decode)
                        .map(GeneralName::DirectoryName)
                })
            }
            Some(tag) if tag.same_type(Tag::context(5)) => {
                reader.field(&"ediPartyName", edi_party_name)
            }
            Some(tag) if tag.same_type(Tag::context(6)) => reader
                .field(&"uniformResourceIdentifier", |reader| {
                    ia5_string(reader, 6).map(GeneralName::UniformResourceIdentifier)
                }),
            Some(tag) if tag.same_type(Tag::context(7)) => {
                reader.field(&"iPAddress", |reader| ip_address(reader, use_of_address))
            }
            Some(tag) if tag.same_type(Tag::context(8)) => reader
                .field(&"registeredID", |reader| {
                    reader.read_implicit(8).map(GeneralName::RegisteredId)
                }),
            Some(found) => Err(reader.error(ErrorKind::UnexpectedAlternative {
                expected: "GeneralName",
                found,
            })),
            None => Err(reader.error(ErrorKind::MissingAlternative {
                expected: "GeneralName",
            })),
        }
    }
}

impl<'a> Decode<'a> for GeneralName<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        Self::read(reader, IpAddressUse::Host)
    }
}

fn ia5_string<'a>(reader: &mut Reader<'a>, number: u32) -> Result<&'a [u8]> {
    Ok(reader.read_implicit::<Ia5String>(number)?.bytes())
}

fn other_name<'a>(reader: &mut Reader<'a>) -> Result<GeneralName<'a>> {
    reader.context(0, |reader| {
        let oid = reader.field(&"type-id", Reader::read)?;
        let value = reader
            .field(&"value", |reader| reader.context(0, Any::decode))?
            .0;
        Ok(GeneralName::OtherName { oid, value })
    })
}

fn edi_party_name<'a>(reader: &mut Reader<'a>) -> Result<GeneralName<'a>> {
    reader.context(5, |reader| {
        let name_assigner = reader.field(&"nameAssigner", |reader| {
            reader.optional_context(0, Text::read_directory_string)
        })?;
        let party_name = reader.field(&"partyName", |reader| {
            reader.context(1, Text::read_directory_string)
        })?;
        Ok(GeneralName::EdiPartyName(EdiPartyName {
            name_assigner,
            party_name,
        }))
    })
}

fn ip_address<'a>(
    reader: &mut Reader<'a>,
    use_of_address: IpAddressUse,
) -> Result<GeneralName<'a>> {
    let element = reader.read_tagged(Tag::context_primitive(7))?;
    let OctetString(address) = element.value()?;
    let (allowed, rule) = match use_of_address {
        IpAddressUse::Host => ([4, 16], rules::ADDRESS_LENGTH),
        IpAddressUse::Subnet => ([8, 32], rules::SUBNET_LENGTH),
    };
    if reader.rules().is_strict() && !allowed.contains(&address.len()) {
        return Err(Error::new(rule, element.content_offset()));
    }
    Ok(GeneralName::IpAddress(address))
}
