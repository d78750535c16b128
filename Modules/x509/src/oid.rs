//! Object identifiers that have a name.
//!
//! The constants are content octets of OBJECT IDENTIFIER (X.690, 8.19), to compare with what was read and to `match` on. Names are those
//! that OpenSSL calls long names; a few of algorithms that its release 3.0 does not know yet are those of the standards.

/// The name of the object identifier with these content octets, if it is known: `commonName`, `X509v3 Key Usage`.
pub fn name(content: &[u8]) -> Option<&'static str> {
    let index = NAMES
        .binary_search_by(|&(known, _)| known.cmp(content))
        .ok()?;
    Some(NAMES[index].1)
}

/// Lines of `CONSTANT = [arcs], "name";`, with `_` for those that nothing here asks for by name, in ascending order of the content octets.
macro_rules! known {
    ($($constant:tt = [$($arc:literal),+], $name:literal;)+) => {
        $(known!(@constant $constant [$($arc),+] $name);)+

        /// All object identifiers that have a name, in ascending order of their content octets.
        const NAMES: &[(&[u8], &str)] = &[$((content!($($arc),+), $name)),+];
    };
    (@constant _ [$($arc:literal),+] $name:literal) => {};
    (@constant $constant:ident [$($arc:literal),+] $name:literal) => {
        #[doc = concat!("Content octets of ", $name, ".")]
        pub const $constant: &[u8] = content!($($arc),+);
    };
}

macro_rules! content {
    ($($arc:literal),+) => {{
        const ARCS: &[u32] = &[$($arc),+];
        const CONTENT: [u8; content_len(ARCS)] = content(ARCS);
        &CONTENT
    }};
}

/// The first two arcs share an octet: no known identifier has a second arc that would need more.
const fn subidentifier(arcs: &[u32], index: usize) -> u32 {
    if index == 1 {
        arcs[0] * 40 + arcs[1]
    } else {
        arcs[index]
    }
}

const fn groups_of_7(mut value: u32) -> usize {
    let mut groups = 1;
    while value > 0x7f {
        value >>= 7;
        groups += 1;
    }
    groups
}

const fn content_len(arcs: &[u32]) -> usize {
    let (mut len, mut index) = (0, 1);
    while index < arcs.len() {
        len += groups_of_7(subidentifier(arcs, index));
        index += 1;
    }
    len
}

const fn content<const LEN: usize>(arcs: &[u32]) -> [u8; LEN] {
    let mut content = [0; LEN];
    let (mut place, mut index) = (0, 1);
    while index < arcs.len() {
        let value = subidentifier(arcs, index);
        let mut groups = groups_of_7(value);
        while groups > 0 {
            groups -= 1;
            let more = if groups > 0 { 0x80 } else { 0 };
            content[place] = (value >> (7 * groups)) as u8 & 0x7f | more;
            place += 1;
        }
        index += 1;
    }
    content
}

known! {
    USER_ID = [0, 9, 2342, 19200300, 100, 1, 1], "userId";
    _ = [0, 9, 2342, 19200300, 100, 1, 3], "rfc822Mailbox";
    DOMAIN_COMPONENT = [0, 9, 2342, 19200300, 100, 1, 25], "domainComponent";
    _ = [1, 2, 156, 10197, 1, 301], "sm2";
    _ = [1, 2, 156, 10197, 1, 401], "sm3";
    _ = [1, 2, 156, 10197, 1, 501], "SM2-with-SM3";
    _ = [1, 2, 643, 3, 131, 1, 1], "INN";
    _ = [1, 2, 643, 100, 1], "OGRN";
    _ = [1, 2, 643, 100, 3], "SNILS";
    RSA_ENCRYPTION = [1, 2, 840, 113549, 1, 1, 1], "rsaEncryption";
    _ = [1, 2, 840, 113549, 1, 1, 2], "md2WithRSAEncryption";
    _ = [1, 2, 840, 113549, 1, 1, 3], "md4WithRSAEncryption";
    _ = [1, 2, 840, 113549, 1, 1, 4], "md5WithRSAEncryption";
    _ = [1, 2, 840, 113549, 1, 1, 5], "sha1WithRSAEncryption";
    _ = [1, 2, 840, 113549, 1, 1, 7], "rsaesOaep";
    _ = [1, 2, 840, 113549, 1, 1, 8], "mgf1";
    _ = [1, 2, 840, 113549, 1, 1, 9], "pSpecified";
    RSASSA_PSS = [1, 2, 840, 113549, 1, 1, 10], "rsassaPss";
    _ = [1, 2, 840, 113549, 1, 1, 11], "sha256WithRSAEncryption";
    _ = [1, 2, 840, 113549, 1, 1, 12], "sha384WithRSAEncryption";
    _ = [1, 2, 840, 113549, 1, 1, 13], "sha512WithRSAEncryption";
    _ = [1, 2, 840, 113549, 1, 1, 14], "sha224WithRSAEncryption";
    _ = [1, 2, 840, 113549, 1, 1, 15], "sha512-224WithRSAEncryption";
    _ = [1, 2, 840, 113549, 1, 1, 16], "sha512-256WithRSAEncryption";
    _ = [1, 2, 840, 113549, 1, 3, 1], "dhKeyAgreement";
    _ = [1, 2, 840, 113549, 1, 5, 3], "pbeWithMD5AndDES-CBC";
    _ = [1, 2, 840, 113549, 1, 5, 12], "PBKDF2";
    _ = [1, 2, 840, 113549, 1, 5, 13], "PBES2";
    _ = [1, 2, 840, 113549, 1, 7, 1], "pkcs7-data";
    _ = [1, 2, 840, 113549, 1, 7, 2], "pkcs7-signedData";
    _ = [1, 2, 840, 113549, 1, 7, 3], "pkcs7-envelopedData";
    _ = [1, 2, 840, 113549, 1, 7, 5], "pkcs7-digestData";
    _ = [1, 2, 840, 113549, 1, 7, 6], "pkcs7-encryptedData";
    EMAIL_ADDRESS = [1, 2, 840, 113549, 1, 9, 1], "emailAddress";
    _ = [1, 2, 840, 113549, 1, 9, 2], "unstructuredName";
    _ = [1, 2, 840, 113549, 1, 9, 3], "contentType";
    _ = [1, 2, 840, 113549, 1, 9, 4], "messageDigest";
    _ = [1, 2, 840, 113549, 1, 9, 5], "signingTime";
    _ = [1, 2, 840, 113549, 1, 9, 6], "countersignature";
    _ = [1, 2, 840, 113549, 1, 9, 7], "challengePassword";
    _ = [1, 2, 840, 113549, 1, 9, 8], "unstructuredAddress";
    _ = [1, 2, 840, 113549, 1, 9, 14], "Extension Request";
    _ = [1, 2, 840, 113549, 1, 9, 15], "S/MIME Capabilities";
    _ = [1, 2, 840, 113549, 1, 9, 16, 1, 4], "id-smime-ct-TSTInfo";
    _ = [1, 2, 840, 113549, 1, 9, 20], "friendlyName";
    _ = [1, 2, 840, 113549, 1, 9, 21], "localKeyID";
    _ = [1, 2, 840, 113549, 1, 9, 22, 1], "x509Certificate";
    _ = [1, 2, 840, 113549, 1, 12, 1, 3], "pbeWithSHA1And3-KeyTripleDES-CBC";
    _ = [1, 2, 840, 113549, 1, 12, 1, 6], "pbeWithSHA1And40BitRC2-CBC";
    _ = [1, 2, 840, 113549, 1, 12, 10, 1, 1], "keyBag";
    _ = [1, 2, 840, 113549, 1, 12, 10, 1, 2], "pkcs8ShroudedKeyBag";
    _ = [1, 2, 840, 113549, 1, 12, 10, 1, 3], "certBag";
    _ = [1, 2, 840, 113549, 2, 2], "md2";
    _ = [1, 2, 840, 113549, 2, 5], "md5";
    _ = [1, 2, 840, 113549, 2, 7], "hmacWithSHA1";
    _ = [1, 2, 840, 113549, 2, 9], "hmacWithSHA256";
    _ = [1, 2, 840, 113549, 2, 10], "hmacWithSHA384";
    _ = [1, 2, 840, 113549, 2, 11], "hmacWithSHA512";
    _ = [1, 2, 840, 113549, 3, 7], "des-ede3-cbc";
    DSA = [1, 2, 840, 10040, 4, 1], "dsaEncryption";
    _ = [1, 2, 840, 10040, 4, 3], "dsaWithSHA1";
    EC_PUBLIC_KEY = [1, 2, 840, 10045, 2, 1], "id-ecPublicKey";
    _ = [1, 2, 840, 10045, 3, 1, 1], "prime192v1";
    _ = [1, 2, 840, 10045, 3, 1, 7], "prime256v1";
    _ = [1, 2, 840, 10045, 4, 1], "ecdsa-with-SHA1";
    _ = [1, 2, 840, 10045, 4, 3, 1], "ecdsa-with-SHA224";
    _ = [1, 2, 840, 10045, 4, 3, 2], "ecdsa-with-SHA256";
    _ = [1, 2, 840, 10045, 4, 3, 3], "ecdsa-with-SHA384";
    _ = [1, 2, 840, 10045, 4, 3, 4], "ecdsa-with-SHA512";
    _ = [1, 2, 840, 10046, 2, 1], "X9.42 DH";
    _ = [1, 3, 6, 1, 4, 1, 311, 2, 1, 21], "Microsoft Individual Code Signing";
    _ = [1, 3, 6, 1, 4, 1, 311, 2, 1, 22], "Microsoft Commercial Code Signing";
    _ = [1, 3, 6, 1, 4, 1, 311, 10, 3, 1], "Microsoft Trust List Signing";
    _ = [1, 3, 6, 1, 4, 1, 311, 10, 3, 3], "Microsoft Server Gated Crypto";
    _ = [1, 3, 6, 1, 4, 1, 311, 10, 3, 4], "Microsoft Encrypted File System";
    _ = [1, 3, 6, 1, 4, 1, 311, 20, 2, 2], "Microsoft Smartcard Login";
    _ = [1, 3, 6, 1, 4, 1, 311, 20, 2, 3], "Microsoft User Principal Name";
    JURISDICTION_LOCALITY_NAME = [1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 1], "jurisdictionLocalityName";
    JURISDICTION_STATE_OR_PROVINCE_NAME = [1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 2], "jurisdictionStateOrProvinceName";
    JURISDICTION_COUNTRY_NAME = [1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 3], "jurisdictionCountryName";
    CT_PRECERT_SCTS = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 2], "CT Precertificate SCTs";
    CT_PRECERT_POISON = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 3], "CT Precertificate Poison";
    _ = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 4], "CT Precertificate Signer";
    CT_CERT_SCTS = [1, 3, 6, 1, 4, 1, 11129, 2, 4, 5], "CT Certificate SCTs";
    _ = [1, 3, 6, 1, 4, 1, 11591, 4, 11], "scrypt";
    _ = [1, 3, 6, 1, 5, 2, 3, 4], "PKINIT Client Auth";
    _ = [1, 3, 6, 1, 5, 2, 3, 5], "Signing KDC Response";
    AUTHORITY_INFO_ACCESS = [1, 3, 6, 1, 5, 5, 7, 1, 1], "Authority Information Access";
    _ = [1, 3, 6, 1, 5, 5, 7, 1, 2], "Biometric Info";
    QC_STATEMENTS = [1, 3, 6, 1, 5, 5, 7, 1, 3], "qcStatements";
    _ = [1, 3, 6, 1, 5, 5, 7, 1, 7], "sbgp-ipAddrBlock";
    _ = [1, 3, 6, 1, 5, 5, 7, 1, 8], "sbgp-autonomousSysNum";
    SUBJECT_INFO_ACCESS = [1, 3, 6, 1, 5, 5, 7, 1, 11], "Subject Information Access";
    _ = [1, 3, 6, 1, 5, 5, 7, 1, 14], "Proxy Certificate Information";
    TLS_FEATURE = [1, 3, 6, 1, 5, 5, 7, 1, 24], "TLS Feature";
    CPS = [1, 3, 6, 1, 5, 5, 7, 2, 1], "Policy Qualifier CPS";
    USER_NOTICE = [1, 3, 6, 1, 5, 5, 7, 2, 2], "Policy Qualifier User Notice";
    SERVER_AUTH = [1, 3, 6, 1, 5, 5, 7, 3, 1], "TLS Web Server Authentication";
    CLIENT_AUTH = [1, 3, 6, 1, 5, 5, 7, 3, 2], "TLS Web Client Authentication";
    CODE_SIGNING = [1, 3, 6, 1, 5, 5, 7, 3, 3], "Code Signing";
    EMAIL_PROTECTION = [1, 3, 6, 1, 5, 5, 7, 3, 4], "E-mail Protection";
    _ = [1, 3, 6, 1, 5, 5, 7, 3, 5], "IPSec End System";
    _ = [1, 3, 6, 1, 5, 5, 7, 3, 6], "IPSec Tunnel";
    _ = [1, 3, 6, 1, 5, 5, 7, 3, 7], "IPSec User";
    TIME_STAMPING = [1, 3, 6, 1, 5, 5, 7, 3, 8], "Time Stamping";
    OCSP_SIGNING = [1, 3, 6, 1, 5, 5, 7, 3, 9], "OCSP Signing";
    _ = [1, 3, 6, 1, 5, 5, 7, 3, 10], "dvcs";
    _ = [1, 3, 6, 1, 5, 5, 7, 3, 17], "ipsec Internet Key Exchange";
    _ = [1, 3, 6, 1, 5, 5, 7, 3, 21], "SSH Client";
    _ = [1, 3, 6, 1, 5, 5, 7, 3, 22], "SSH Server";
    _ = [1, 3, 6, 1, 5, 5, 7, 8, 5], "XmppAddr";
    _ = [1, 3, 6, 1, 5, 5, 7, 8, 7], "SRVName";
    _ = [1, 3, 6, 1, 5, 5, 7, 8, 9], "Smtp UTF8 Mailbox";
    OCSP = [1, 3, 6, 1, 5, 5, 7, 48, 1], "OCSP";
    OCSP_BASIC = [1, 3, 6, 1, 5, 5, 7, 48, 1, 1], "Basic OCSP Response";
    OCSP_NONCE = [1, 3, 6, 1, 5, 5, 7, 48, 1, 2], "OCSP Nonce";
    OCSP_CRL_ID = [1, 3, 6, 1, 5, 5, 7, 48, 1, 3], "OCSP CRL ID";
    OCSP_ACCEPTABLE_RESPONSES = [1, 3, 6, 1, 5, 5, 7, 48, 1, 4], "Acceptable OCSP Responses";
    OCSP_NO_CHECK = [1, 3, 6, 1, 5, 5, 7, 48, 1, 5], "OCSP No Check";
    OCSP_ARCHIVE_CUTOFF = [1, 3, 6, 1, 5, 5, 7, 48, 1, 6], "OCSP Archive Cutoff";
    OCSP_SERVICE_LOCATOR = [1, 3, 6, 1, 5, 5, 7, 48, 1, 7], "OCSP Service Locator";
    _ = [1, 3, 6, 1, 5, 5, 7, 48, 1, 8], "Extended OCSP Status";
    _ = [1, 3, 6, 1, 5, 5, 7, 48, 1, 9], "valid";
    _ = [1, 3, 6, 1, 5, 5, 7, 48, 1, 10], "path";
    _ = [1, 3, 6, 1, 5, 5, 7, 48, 1, 11], "Trust Root";
    CA_ISSUERS = [1, 3, 6, 1, 5, 5, 7, 48, 2], "CA Issuers";
    _ = [1, 3, 6, 1, 5, 5, 7, 48, 3], "AD Time Stamping";
    CA_REPOSITORY = [1, 3, 6, 1, 5, 5, 7, 48, 5], "CA Repository";
    SHA1 = [1, 3, 14, 3, 2, 26], "sha1";
    _ = [1, 3, 14, 3, 2, 29], "sha1WithRSA";
    _ = [1, 3, 36, 3, 3, 2, 8, 1, 1, 7], "brainpoolP256r1";
    _ = [1, 3, 36, 3, 3, 2, 8, 1, 1, 11], "brainpoolP384r1";
    _ = [1, 3, 36, 3, 3, 2, 8, 1, 1, 13], "brainpoolP512r1";
    _ = [1, 3, 101, 110], "X25519";
    _ = [1, 3, 101, 111], "X448";
    ED25519 = [1, 3, 101, 112], "ED25519";
    ED448 = [1, 3, 101, 113], "ED448";
    _ = [1, 3, 132, 0, 10], "secp256k1";
    _ = [1, 3, 132, 0, 33], "secp224r1";
    _ = [1, 3, 132, 0, 34], "secp384r1";
    _ = [1, 3, 132, 0, 35], "secp521r1";
    COMMON_NAME = [2, 5, 4, 3], "commonName";
    SURNAME = [2, 5, 4, 4], "surname";
    SERIAL_NUMBER = [2, 5, 4, 5], "serialNumber";
    COUNTRY_NAME = [2, 5, 4, 6], "countryName";
    LOCALITY_NAME = [2, 5, 4, 7], "localityName";
    STATE_OR_PROVINCE_NAME = [2, 5, 4, 8], "stateOrProvinceName";
    STREET_ADDRESS = [2, 5, 4, 9], "streetAddress";
    ORGANIZATION_NAME = [2, 5, 4, 10], "organizationName";
    ORGANIZATIONAL_UNIT_NAME = [2, 5, 4, 11], "organizationalUnitName";
    TITLE = [2, 5, 4, 12], "title";
    DESCRIPTION = [2, 5, 4, 13], "description";
    _ = [2, 5, 4, 14], "searchGuide";
    BUSINESS_CATEGORY = [2, 5, 4, 15], "businessCategory";
    _ = [2, 5, 4, 16], "postalAddress";
    POSTAL_CODE = [2, 5, 4, 17], "postalCode";
    _ = [2, 5, 4, 18], "postOfficeBox";
    _ = [2, 5, 4, 19], "physicalDeliveryOfficeName";
    TELEPHONE_NUMBER = [2, 5, 4, 20], "telephoneNumber";
    _ = [2, 5, 4, 21], "telexNumber";
    _ = [2, 5, 4, 22], "teletexTerminalIdentifier";
    _ = [2, 5, 4, 23], "facsimileTelephoneNumber";
    _ = [2, 5, 4, 24], "x121Address";
    _ = [2, 5, 4, 25], "internationaliSDNNumber";
    _ = [2, 5, 4, 26], "registeredAddress";
    _ = [2, 5, 4, 27], "destinationIndicator";
    _ = [2, 5, 4, 28], "preferredDeliveryMethod";
    _ = [2, 5, 4, 29], "presentationAddress";
    _ = [2, 5, 4, 30], "supportedApplicationContext";
    _ = [2, 5, 4, 31], "member";
    _ = [2, 5, 4, 32], "owner";
    _ = [2, 5, 4, 33], "roleOccupant";
    _ = [2, 5, 4, 34], "seeAlso";
    _ = [2, 5, 4, 35], "userPassword";
    _ = [2, 5, 4, 36], "userCertificate";
    _ = [2, 5, 4, 37], "cACertificate";
    _ = [2, 5, 4, 38], "authorityRevocationList";
    _ = [2, 5, 4, 39], "certificateRevocationList";
    _ = [2, 5, 4, 40], "crossCertificatePair";
    NAME = [2, 5, 4, 41], "name";
    GIVEN_NAME = [2, 5, 4, 42], "givenName";
    INITIALS = [2, 5, 4, 43], "initials";
    GENERATION_QUALIFIER = [2, 5, 4, 44], "generationQualifier";
    X500_UNIQUE_IDENTIFIER = [2, 5, 4, 45], "x500UniqueIdentifier";
    DN_QUALIFIER = [2, 5, 4, 46], "dnQualifier";
    _ = [2, 5, 4, 47], "enhancedSearchGuide";
    _ = [2, 5, 4, 48], "protocolInformation";
    _ = [2, 5, 4, 49], "distinguishedName";
    _ = [2, 5, 4, 50], "uniqueMember";
    _ = [2, 5, 4, 51], "houseIdentifier";
    _ = [2, 5, 4, 52], "supportedAlgorithms";
    _ = [2, 5, 4, 53], "deltaRevocationList";
    _ = [2, 5, 4, 54], "dmdName";
    PSEUDONYM = [2, 5, 4, 65], "pseudonym";
    _ = [2, 5, 4, 72], "role";
    ORGANIZATION_IDENTIFIER = [2, 5, 4, 97], "organizationIdentifier";
    _ = [2, 5, 4, 98], "countryCode3c";
    _ = [2, 5, 4, 99], "countryCode3n";
    _ = [2, 5, 4, 100], "dnsName";
    SUBJECT_DIRECTORY_ATTRIBUTES = [2, 5, 29, 9], "X509v3 Subject Directory Attributes";
    SUBJECT_KEY_IDENTIFIER = [2, 5, 29, 14], "X509v3 Subject Key Identifier";
    KEY_USAGE = [2, 5, 29, 15], "X509v3 Key Usage";
    PRIVATE_KEY_USAGE_PERIOD = [2, 5, 29, 16], "X509v3 Private Key Usage Period";
    SUBJECT_ALT_NAME = [2, 5, 29, 17], "X509v3 Subject Alternative Name";
    ISSUER_ALT_NAME = [2, 5, 29, 18], "X509v3 Issuer Alternative Name";
    BASIC_CONSTRAINTS = [2, 5, 29, 19], "X509v3 Basic Constraints";
    CRL_NUMBER = [2, 5, 29, 20], "X509v3 CRL Number";
    REASON_CODE = [2, 5, 29, 21], "X509v3 CRL Reason Code";
    _ = [2, 5, 29, 23], "Hold Instruction Code";
    INVALIDITY_DATE = [2, 5, 29, 24], "Invalidity Date";
    DELTA_CRL_INDICATOR = [2, 5, 29, 27], "X509v3 Delta CRL Indicator";
    ISSUING_DISTRIBUTION_POINT = [2, 5, 29, 28], "X509v3 Issuing Distribution Point";
    CERTIFICATE_ISSUER = [2, 5, 29, 29], "X509v3 Certificate Issuer";
    NAME_CONSTRAINTS = [2, 5, 29, 30], "X509v3 Name Constraints";
    CRL_DISTRIBUTION_POINTS = [2, 5, 29, 31], "X509v3 CRL Distribution Points";
    CERTIFICATE_POLICIES = [2, 5, 29, 32], "X509v3 Certificate Policies";
    ANY_POLICY = [2, 5, 29, 32, 0], "X509v3 Any Policy";
    POLICY_MAPPINGS = [2, 5, 29, 33], "X509v3 Policy Mappings";
    AUTHORITY_KEY_IDENTIFIER = [2, 5, 29, 35], "X509v3 Authority Key Identifier";
    POLICY_CONSTRAINTS = [2, 5, 29, 36], "X509v3 Policy Constraints";
    EXTENDED_KEY_USAGE = [2, 5, 29, 37], "X509v3 Extended Key Usage";
    ANY_EXTENDED_KEY_USAGE = [2, 5, 29, 37, 0], "Any Extended Key Usage";
    FRESHEST_CRL = [2, 5, 29, 46], "X509v3 Freshest CRL";
    INHIBIT_ANY_POLICY = [2, 5, 29, 54], "X509v3 Inhibit Any Policy";
    _ = [2, 5, 29, 55], "X509v3 AC Targeting";
    _ = [2, 5, 29, 56], "X509v3 No Revocation Available";
    _ = [2, 16, 840, 1, 101, 3, 4, 1, 2], "aes-128-cbc";
    _ = [2, 16, 840, 1, 101, 3, 4, 1, 6], "aes-128-gcm";
    _ = [2, 16, 840, 1, 101, 3, 4, 1, 22], "aes-192-cbc";
    _ = [2, 16, 840, 1, 101, 3, 4, 1, 42], "aes-256-cbc";
    _ = [2, 16, 840, 1, 101, 3, 4, 1, 46], "aes-256-gcm";
    SHA256 = [2, 16, 840, 1, 101, 3, 4, 2, 1], "sha256";
    _ = [2, 16, 840, 1, 101, 3, 4, 2, 2], "sha384";
    _ = [2, 16, 840, 1, 101, 3, 4, 2, 3], "sha512";
    _ = [2, 16, 840, 1, 101, 3, 4, 2, 4], "sha224";
    _ = [2, 16, 840, 1, 101, 3, 4, 2, 5], "sha512-224";
    _ = [2, 16, 840, 1, 101, 3, 4, 2, 6], "sha512-256";
    _ = [2, 16, 840, 1, 101, 3, 4, 2, 7], "sha3-224";
    _ = [2, 16, 840, 1, 101, 3, 4, 2, 8], "sha3-256";
    _ = [2, 16, 840, 1, 101, 3, 4, 2, 9], "sha3-384";
    _ = [2, 16, 840, 1, 101, 3, 4, 2, 10], "sha3-512";
    _ = [2, 16, 840, 1, 101, 3, 4, 3, 1], "dsa_with_SHA224";
    _ = [2, 16, 840, 1, 101, 3, 4, 3, 2], "dsa_with_SHA256";
    _ = [2, 16, 840, 1, 101, 3, 4, 3, 3], "dsa_with_SHA384";
    _ = [2, 16, 840, 1, 101, 3, 4, 3, 4], "dsa_with_SHA512";
    _ = [2, 16, 840, 1, 101, 3, 4, 3, 17], "ML-DSA-44";
    _ = [2, 16, 840, 1, 101, 3, 4, 3, 18], "ML-DSA-65";
    _ = [2, 16, 840, 1, 101, 3, 4, 3, 19], "ML-DSA-87";
    _ = [2, 16, 840, 1, 101, 3, 4, 4, 1], "ML-KEM-512";
    _ = [2, 16, 840, 1, 101, 3, 4, 4, 2], "ML-KEM-768";
    _ = [2, 16, 840, 1, 101, 3, 4, 4, 3], "ML-KEM-1024";
    NETSCAPE_CERT_TYPE = [2, 16, 840, 1, 113730, 1, 1], "Netscape Cert Type";
    _ = [2, 16, 840, 1, 113730, 1, 2], "Netscape Base Url";
    _ = [2, 16, 840, 1, 113730, 1, 3], "Netscape Revocation Url";
    _ = [2, 16, 840, 1, 113730, 1, 4], "Netscape CA Revocation Url";
    _ = [2, 16, 840, 1, 113730, 1, 7], "Netscape Renewal Url";
    _ = [2, 16, 840, 1, 113730, 1, 8], "Netscape CA Policy Url";
    _ = [2, 16, 840, 1, 113730, 1, 12], "Netscape SSL Server Name";
    NETSCAPE_COMMENT = [2, 16, 840, 1, 113730, 1, 13], "Netscape Comment";
    _ = [2, 16, 840, 1, 113730, 2, 5], "Netscape Certificate Sequence";
    _ = [2, 16, 840, 1, 113730, 4, 1], "Netscape Server Gated Crypto";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs_become_content_octets() {
        assert_eq!(COMMON_NAME, [0x55, 4, 3]);
        assert_eq!(EMAIL_ADDRESS, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1]);
        assert_eq!(USER_ID, [9, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1]);
    }

    #[test]
    fn names_are_found() {
        assert!(
            NAMES.is_sorted_by(|a, b| a.0 < b.0),
            "what is searched by halves is in order"
        );
        for (content, known) in NAMES {
            assert_eq!(name(content), Some(*known));
        }
        assert_eq!(name(KEY_USAGE), Some("X509v3 Key Usage"));
        assert_eq!(name(&[]), None);
        assert_eq!(name(&[0x55]), None);
        assert_eq!(name(&[0x55, 0x1d, 0x7f]), None);
    }
}
