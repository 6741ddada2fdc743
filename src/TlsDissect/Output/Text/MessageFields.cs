using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>
/// The most important fields of a message, on one line. Text from the wire is escaped. <see cref="FieldTreeText"/> has all of them.
/// </summary>
internal static class MessageFields
{
    public static string Of(ConnectionSummary connection, MessageEntry entry)
    {
        string fields = entry.Message switch
        {
            ClientHello hello when entry.InnerHello is ClientHello inner =>
                $"{OfClientHello(hello)}; inside it (ECH): {OfClientHello(inner)}",
            ClientHello hello => OfClientHello(hello),
            ServerHello hello => OfServerHello(hello),
            EncryptedExtensions { Alpn: string alpn } => $"ALPN {WireText.Name(alpn)}",
            Certificate certificate => OfCertificate(connection, certificate),
            CompressedCertificate { Certificate: { } certificate } => $"{OfCertificate(connection, certificate)}, compressed",
            CertificateRequest request => OfCertificateRequest(request),
            ServerKeyExchange exchange => OfServerKeyExchange(exchange),
            ClientKeyExchange exchange => OfClientKeyExchange(exchange),
            CertificateVerify verify => OfSignature(verify.Signature),
            NewSessionTicket ticket =>
                $"ticket of {Plural.Of(ticket.Ticket.Length, "byte")}, valid for {Plural.Of(ticket.Lifetime, "second")}",
            KeyUpdate { RequestUpdate: 1 } => "new keys from the next record on; asks the other side to do the same",
            KeyUpdate => "new keys from the next record on",
            null when entry.Name == HandshakeNames.Encrypted => Plural.Of(entry.Length, "byte"),
            // RFC 8446 §5: only for middleboxes that expect it.
            null when entry.Name == HandshakeNames.ChangeCipherSpec && connection.Version.IsTls13() => "no effect in TLS 1.3",
            Finished when entry.Verified == true => "verified",
            Finished when entry.Verified == false => "WRONG: does not match the handshake",
            _ => "",
        };
        if (entry.Malformed is null) return fields;
        string problem = $"malformed: {WireText.EscapeMessage(entry.Malformed)}";
        return fields.Length > 0 ? $"{fields}; {problem}" : problem;
    }

    private static string OfClientHello(ClientHello hello)
    {
        List<string> fields = [];
        ProtocolVersion best = ProtocolVersions.Latest(hello.SupportedVersions) ?? hello.LegacyVersion;
        if (hello.SupportedVersions.Length > 0 || !hello.IsPartial) fields.Add($"up to {best.DisplayName()}");
        if (hello.ServerName is not null) fields.Add($"name {WireText.Name(hello.ServerName)}");
        if (hello.Alpn.Length > 0) fields.Add($"ALPN {string.Join(' ', hello.Alpn.Select(WireText.Name))}");
        // Neither signals nor GREASE can be chosen (RFC 5746 §3.3, RFC 7507, RFC 8701).
        int suites = hello.IsSsl2Compatible
            ? hello.Ssl2CipherSpecs.Count(spec => spec > ushort.MaxValue || IsSuite((CipherSuiteId)spec))
            : hello.CipherSuites.Count(IsSuite);
        if (suites > 0 || !hello.IsPartial) fields.Add(suites == 1 ? "1 suite" : $"{suites} suites");
        if (hello.SessionTicket is { Length: > 0 }) fields.Add("with a ticket");
        // In TLS 1.3 it means nothing (RFC 8446 §4.1.2), and beside a ticket it only tells whether the server accepts that (RFC 5077 §3.4).
        else if (hello.SessionId.Length > 0 && !best.IsTls13()) fields.Add("with a session to resume");
        if (hello.PreSharedKeyIdentities.Length > 0) fields.Add("with a pre-shared key");
        if (hello.EarlyData) fields.Add("early data follows (0-RTT)");
        if (hello.IsSsl2Compatible) fields.Add("in SSLv2 form");
        return string.Join(", ", fields);
    }

    private static bool IsSuite(CipherSuiteId id) =>
        !Grease.IsGrease((ushort)id) && CipherSuite.Find(id) is not { IsSignal: true };

    private static string OfServerHello(ServerHello hello)
    {
        List<string> fields = [hello.NegotiatedVersion.DisplayName()];
        if (hello.HasCipherSuite) fields.Add(CipherSuites.Name(hello.CipherSuite));
        if (hello.KeyShare is KeyShare share)
            fields.Add($"{(hello.IsHelloRetryRequest ? "asks for a key share of" : "key share")} {share.Group.RegisteredName()}");
        if (hello.SelectedPreSharedKey is not null) fields.Add("pre-shared key accepted");
        if (hello.Alpn is not null) fields.Add($"ALPN {WireText.Name(hello.Alpn)}");
        if (hello.ExtendedMasterSecret) fields.Add("extended master secret");
        if (hello.EncryptThenMac) fields.Add("encrypt-then-MAC");
        return string.Join(", ", fields);
    }

    private static string OfCertificate(ConnectionSummary connection, Certificate certificate)
    {
        if (certificate.Entries.Length == 0) return "none";
        ReadOnlyMemory<byte> own = certificate.Entries[0].Der;
        CertificateDetails? details =
            connection.ServerCertificates.Concat(connection.ClientCertificates).FirstOrDefault(d => d.Der.Span.SequenceEqual(own.Span));
        if (details is { IsRawPublicKey: true }) return $"raw public key, {WireText.EscapeMessage(details.PublicKey)}";
        string count = certificate.Entries.Length == 1 ? "1 certificate" : $"{certificate.Entries.Length} certificates";
        return details is null ? count : $"{WireText.DistinguishedName(details.Subject)}, {count}";
    }

    private static string OfCertificateRequest(CertificateRequest request) => request.CertificateAuthorities.Length switch
    {
        0 => "accepts any authority",
        1 => "accepts 1 authority",
        int count => $"accepts {count} authorities",
    };

    private static string OfServerKeyExchange(ServerKeyExchange exchange)
    {
        List<string> fields = [];
        if (exchange.Group is NamedGroup group) fields.Add($"group {group.RegisteredName()}");
        else if (exchange.Prime.Length > 0) fields.Add($"{exchange.Prime.Length * 8}-bit prime");
        if (exchange.Signature is DigitalSignature signature) fields.Add(OfSignature(signature));
        return string.Join(", ", fields);
    }

    private static string OfClientKeyExchange(ClientKeyExchange exchange)
    {
        List<string> fields = [];
        if (exchange.PskIdentity is byte[] identity)
            fields.Add($"identity {WireText.Name(System.Text.Encoding.Latin1.GetString(identity))}");
        if (exchange.EncryptedPremasterSecret.Length > 0)
            fields.Add($"encrypted premaster secret, {exchange.EncryptedPremasterSecret.Length} bytes");
        if (exchange.PublicKey.Length > 0) fields.Add($"public key, {exchange.PublicKey.Length} bytes");
        return string.Join(", ", fields);
    }

    private static string OfSignature(DigitalSignature signature) =>
        signature.Scheme is SignatureScheme scheme ? $"signed with {scheme.RegisteredName()}" : "signed";
}
