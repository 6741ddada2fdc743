namespace TlsDissect.Protocol;

/// <summary>Meanings of alerts from the sender's point of view (RFC 8446 §6, RFC 5246 §7.2).</summary>
internal static class AlertMeanings
{
    /// <summary>A clause without a named subject, as in "it does not accept the certificate".</summary>
    public static string Meaning(this AlertDescription alert) => alert switch
    {
        AlertDescription.CloseNotify => "it has no more to send",
        AlertDescription.UnexpectedMessage => "it got a message out of its place",
        AlertDescription.BadRecordMac => "a record did not authenticate",
        AlertDescription.DecryptionFailed => "a record could not be decrypted",
        AlertDescription.RecordOverflow => "a record was too long",
        AlertDescription.DecompressionFailure => "a record could not be decompressed",
        AlertDescription.HandshakeFailure => "the two have no cipher suite, or nothing else that is needed, in common",
        AlertDescription.NoCertificate => "it has no certificate",
        AlertDescription.BadCertificate => "it does not accept the certificate, which is damaged or has a wrong signature",
        AlertDescription.UnsupportedCertificate => "it does not support that kind of certificate",
        AlertDescription.CertificateRevoked => "the certificate was revoked",
        AlertDescription.CertificateExpired => "the certificate has expired, or is not valid yet",
        AlertDescription.CertificateUnknown => "it does not accept the certificate, for a reason of its own",
        AlertDescription.IllegalParameter => "a field of a message is not allowed",
        AlertDescription.UnknownCa => "it does not know, or does not trust, the authority that signed the certificate",
        AlertDescription.AccessDenied => "the certificate or pre-shared key is valid, but has no access",
        AlertDescription.DecodeError => "a message could not be decoded",
        AlertDescription.DecryptError => "a signature, a Finished or a binder did not verify",
        AlertDescription.ExportRestriction => "export rules forbid what was negotiated",
        AlertDescription.ProtocolVersion => "the two have no version of the protocol in common",
        AlertDescription.InsufficientSecurity => "it requires stronger ciphers than the other side has",
        AlertDescription.InternalError => "something went wrong on its side",
        AlertDescription.InappropriateFallback => "the client retried with a lower version than both support",
        AlertDescription.UserCanceled => "it gives up for a reason outside the protocol",
        AlertDescription.NoRenegotiation => "it does not renegotiate",
        AlertDescription.MissingExtension => "a mandatory extension is missing",
        AlertDescription.UnsupportedExtension => "it got an extension that it did not offer",
        AlertDescription.CertificateUnobtainable => "it could not fetch the certificate",
        AlertDescription.UnrecognizedName => "it does not serve the name that the client asked for",
        AlertDescription.BadCertificateStatusResponse => "it does not accept the stapled certificate status",
        AlertDescription.BadCertificateHashValue => "the fetched certificate has another hash",
        AlertDescription.UnknownPskIdentity => "it does not know the pre-shared key's identity",
        AlertDescription.CertificateRequired => "it requires a certificate, and the client sent none",
        AlertDescription.NoApplicationProtocol => "it supports none of the application protocols that the client offered",
        AlertDescription.EchRequired => "the server did not accept the encrypted client hello",
        _ => "the registry's name says no more",
    };
}
