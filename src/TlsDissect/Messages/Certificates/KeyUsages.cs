namespace TlsDissect.Messages.Certificates;

/// <summary>The bits of the keyUsage extension (RFC 5280 §4.2.1.3), the first bit lowest.</summary>
[Flags]
internal enum KeyUsages
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>digitalSignature: signs handshakes.</summary>
    DigitalSignature = 1,

    /// <summary>nonRepudiation.</summary>
    NonRepudiation = 1 << 1,

    /// <summary>keyEncipherment: decrypts premaster secrets.</summary>
    KeyEncipherment = 1 << 2,

    /// <summary>dataEncipherment.</summary>
    DataEncipherment = 1 << 3,

    /// <summary>keyAgreement: agrees on premaster secrets.</summary>
    KeyAgreement = 1 << 4,

    /// <summary>keyCertSign.</summary>
    CertificateSigning = 1 << 5,

    /// <summary>cRLSign.</summary>
    RevocationListSigning = 1 << 6,

    /// <summary>encipherOnly.</summary>
    EncipherOnly = 1 << 7,

    /// <summary>decipherOnly.</summary>
    DecipherOnly = 1 << 8,
}
