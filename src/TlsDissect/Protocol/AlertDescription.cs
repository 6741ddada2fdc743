namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members have the registry's names.

/// <summary>Description of an alert (IANA registry TLS Alerts). Unknown values are possible.</summary>
public enum AlertDescription : byte
{
    CloseNotify = 0,
    /// <summary>Only up to draft 18 of TLS 1.3. Since then, end_of_early_data is a handshake message.</summary>
    EndOfEarlyData = 1,
    UnexpectedMessage = 10,
    BadRecordMac = 20,
    DecryptionFailed = 21,
    RecordOverflow = 22,
    DecompressionFailure = 30,
    HandshakeFailure = 40,
    /// <summary>SSL 3.0 only.</summary>
    NoCertificate = 41,
    BadCertificate = 42,
    UnsupportedCertificate = 43,
    CertificateRevoked = 44,
    CertificateExpired = 45,
    CertificateUnknown = 46,
    IllegalParameter = 47,
    UnknownCa = 48,
    AccessDenied = 49,
    DecodeError = 50,
    DecryptError = 51,
    TooManyCidsRequested = 52,
    ExportRestriction = 60,
    ProtocolVersion = 70,
    InsufficientSecurity = 71,
    InternalError = 80,
    InappropriateFallback = 86,
    UserCanceled = 90,
    NoRenegotiation = 100,
    MissingExtension = 109,
    UnsupportedExtension = 110,
    CertificateUnobtainable = 111,
    UnrecognizedName = 112,
    BadCertificateStatusResponse = 113,
    BadCertificateHashValue = 114,
    UnknownPskIdentity = 115,
    CertificateRequired = 116,
    GeneralError = 117,
    NoApplicationProtocol = 120,
    EchRequired = 121,
}
