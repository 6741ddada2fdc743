namespace TlsDissect.Protocol;

/// <summary>Meanings of alerts from the sender's point of view (RFC 8446 §6, RFC 5246 §7.2).</summary>
internal static class AlertMeanings
{
    /// <summary>
    /// A clause without a subject's name, as in "it does not accept the certificate". True at any stage of the handshake.
    /// </summary>
    public static string Meaning(this AlertDescription alert) => alert switch
    {
        AlertDescription.CloseNotify => "it has no more to send",
        AlertDescription.UnexpectedMessage => "it received a message that is not allowed at this point",
        AlertDescription.BadRecordMac => "a record did not authenticate",
        AlertDescription.DecryptionFailed => "a record could not be decrypted",
        AlertDescription.RecordOverflow => "a record was too long",
        AlertDescription.DecompressionFailure => "a record could not be decompressed",
        AlertDescription.HandshakeFailure => "the two sides could not agree on the parameters of the connection",
        AlertDescription.NoCertificate => "it has no certificate",
        AlertDescription.BadCertificate => "it does not accept the certificate, which is damaged or has a wrong signature",
        AlertDescription.UnsupportedCertificate => "it does not support that kind of certificate",
        AlertDescription.CertificateRevoked => "the certificate was revoked",
        AlertDescription.CertificateExpired => "the certificate has expired, or is not valid yet",
        AlertDescription.CertificateUnknown => "it does not accept the certificate, for a reason of its own",
        AlertDescription.IllegalParameter => "a field of a message has a value that is not allowed, or contradicts another",
        AlertDescription.UnknownCa => "it does not know, or does not trust, the authority that signed the certificate",
        AlertDescription.AccessDenied => "the certificate or pre-shared key is valid, but does not give access",
        AlertDescription.DecodeError => "a message could not be decoded",
        AlertDescription.DecryptError => "a signature, a Finished or a binder did not verify",
        AlertDescription.ExportRestriction => "export rules forbid what was negotiated",
        AlertDescription.ProtocolVersion => "it does not support the protocol version",
        AlertDescription.InsufficientSecurity => "it requires stronger security than the other side has",
        AlertDescription.InternalError => "an error that is not the other side's stopped it",
        AlertDescription.InappropriateFallback => "the client retried with a lower version than both support",
        AlertDescription.UserCanceled => "it stops for a reason outside the protocol",
        AlertDescription.NoRenegotiation => "it does not renegotiate",
        AlertDescription.MissingExtension => "a mandatory extension is missing",
        AlertDescription.UnsupportedExtension => "it received an extension that is not allowed there",
        AlertDescription.CertificateUnobtainable => "it could not fetch the certificate",
        AlertDescription.UnrecognizedName => "it does not serve the name that the client asked for",
        AlertDescription.BadCertificateStatusResponse => "it does not accept the stapled certificate status",
        AlertDescription.BadCertificateHashValue => "the fetched certificate has another hash",
        AlertDescription.UnknownPskIdentity => "it does not know the pre-shared key's identity",
        AlertDescription.CertificateRequired => "it requires a certificate, and the client sent none",
        AlertDescription.NoApplicationProtocol => "it supports none of the application protocols that the client offered",
        AlertDescription.EchRequired => "the server did not accept the encrypted client hello",
        _ => "the registry's name is all that is known of it",
    };

    /// <summary>The same, as far as sender and stage make it clearer.</summary>
    public static string Meaning(this AlertDescription alert, in AlertPlace place) =>
        place.Stage == AlertStage.Unknown ? alert.Meaning() : alert switch
        {
            AlertDescription.CloseNotify
                when place.Stage < AlertStage.Complete => "it closes the connection before the handshake is complete",
            AlertDescription.UserCanceled
                when place.Stage < AlertStage.Complete => "it cancels the handshake for a reason outside the protocol",
            AlertDescription.HandshakeFailure => HandshakeFailure(place),
            AlertDescription.ProtocolVersion => ProtocolVersion(place),
            AlertDescription.InsufficientSecurity => InsufficientSecurity(place),
            AlertDescription.DecryptError => DecryptError(place),
            AlertDescription.BadRecordMac
                when place.Stage >= AlertStage.ServerHello => $"a record of the {place.Other} did not authenticate{DifferentKeys(place)}",
            AlertDescription.DecryptionFailed
                when place.Stage >= AlertStage.ServerHello => $"a record of the {place.Other} could not be decrypted{DifferentKeys(place)}",
            AlertDescription.BadCertificate =>
                $"it does not accept the {place.Other}'s certificate, which is damaged or has a wrong signature",
            AlertDescription.UnsupportedCertificate => $"it does not support the kind of the {place.Other}'s certificate",
            AlertDescription.CertificateRevoked => $"the {place.Other}'s certificate was revoked",
            AlertDescription.CertificateExpired => $"the {place.Other}'s certificate has expired, or is not valid yet",
            AlertDescription.CertificateUnknown => $"it does not accept the {place.Other}'s certificate, for a reason of its own",
            AlertDescription.UnknownCa => $"it does not know, or does not trust, the authority that signed the {place.Other}'s certificate",
            AlertDescription.AccessDenied => $"the {place.Other}'s certificate or pre-shared key is valid, but does not give access",
            AlertDescription.IllegalParameter => $"a field of {Message(place)} has a value that is not allowed, or contradicts another",
            AlertDescription.DecodeError => $"{Message(place)} could not be decoded",
            AlertDescription.MissingExtension => $"{Message(place)} lacks a mandatory extension",
            AlertDescription.UnsupportedExtension when place.From == Sender.Client => "it received an extension that it did not offer",
            AlertDescription.UnrecognizedName when !place.HasServerName => "it requires the name of a server, and the client sent none",
            AlertDescription.NoApplicationProtocol
                when place.From == Sender.Client => "it does not support the application protocol that the server chose",
            _ => alert.Meaning(),
        };

    private static string HandshakeFailure(in AlertPlace place) => place switch
    {
        { Stage: AlertStage.Renegotiation } => "it does not accept a new handshake in this connection",
        { IsAnswerToHello: true } =>
            "it accepts no set of the parameters that the client's hello offers",
        // RFC 5246 §7.4.6: TLS 1.3 has certificate_required for this.
        { From: Sender.Server, HasNoClientCertificate: true } => "it requires a certificate, and the client sent none",
        { Stage: AlertStage.ClientHello } => "it stopped before the server answered",
        { Stage: AlertStage.HelloRetryRequest } => "it does not accept what the server's HelloRetryRequest asks for",
        { Stage: AlertStage.ServerHello } =>
            $"the cipher suite was agreed on, but it does not accept what the {place.Other} sent after that",
        _ => $"it does not accept the {place.Other}'s part of the handshake, although the cipher suite was agreed on",
    };

    private static string ProtocolVersion(in AlertPlace place) => place switch
    {
        { IsAnswerToHello: true } => "it supports none of the protocol versions that the client offered",
        { Stage: AlertStage.HelloRetryRequest or AlertStage.ServerHello, From: Sender.Client } =>
            "it does not accept the protocol version that the server chose",
        { Stage: >= AlertStage.ServerHello } => $"the {place.Other} used another protocol version than was agreed on",
        _ => AlertDescription.ProtocolVersion.Meaning(),
    };

    private static string InsufficientSecurity(in AlertPlace place) => place switch
    {
        { IsAnswerToHello: true } => "it requires stronger cipher suites than the client offered",
        { Stage: >= AlertStage.HelloRetryRequest, From: Sender.Client } => "what the server chose, or its key, is too weak for it",
        { Stage: >= AlertStage.ServerHello } => "the cipher suite was agreed on, but the client's key or parameters are too weak for it",
        _ => AlertDescription.InsufficientSecurity.Meaning(),
    };

    private static string DecryptError(in AlertPlace place) => place switch
    {
        { IsAnswerToHello: true, OffersPreSharedKey: true } =>
            "the binder of the client's pre-shared key did not verify",
        { Stage: AlertStage.ClientHello } => "a cryptographic check failed before the server answered",
        { Stage: AlertStage.HelloRetryRequest } => AlertDescription.DecryptError.Meaning(),
        // RFC 5246 §7.2.2 has also the premaster secret that could not be decrypted.
        { From: Sender.Server, OffersPreSharedKey: false } => "the client's key exchange, signature or Finished did not verify",
        _ => $"the {place.Other}'s signature or Finished did not verify",
    };

    /// <summary>The first record under new keys is what shows that the two sides' keys differ.</summary>
    private static string DifferentKeys(in AlertPlace place) =>
        place.Stage is AlertStage.ServerHello or AlertStage.Finished ? ": the two sides may have different keys" : "";

    private static string Message(in AlertPlace place) =>
        place.IsAnswerToHello ? "the ClientHello" : $"a message of the {place.Other}";
}
