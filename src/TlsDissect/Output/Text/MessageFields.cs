using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>The fields of a message that a person looks for, on one line. Text from the wire is escaped.</summary>
internal static class MessageFields
{
    public static string Of(ConnectionSummary connection, MessageEntry entry)
    {
        string fields = entry.Message switch
        {
            ClientHello hello => OfClientHello(hello),
            ServerHello hello => OfServerHello(hello),
            EncryptedExtensions { Alpn: string alpn } => $"alpn {WireText.Name(alpn)}",
            Certificate certificate => OfCertificate(connection, certificate),
            CompressedCertificate { Certificate: { } certificate } => $"{OfCertificate(connection, certificate)}, compressed",
            CertificateRequest request => OfCertificateRequest(request),
            ServerKeyExchange exchange => OfServerKeyExchange(exchange),
            ClientKeyExchange exchange => OfClientKeyExchange(exchange),
            CertificateVerify verify => OfSignature(verify.Signature),
            NewSessionTicket ticket => $"ticket of {ticket.Ticket.Length} bytes, good for {ticket.Lifetime} s",
            KeyUpdate { RequestUpdate: 1 } => "asks the other side to do the same",
            Finished when entry.Verified == true => "verified",
            Finished when entry.Verified == false => "WRONG: does not fit the handshake",
            _ => "",
        };
        if (entry.Malformed is null) return fields;
        string problem = $"malformed: {WireText.EscapeMessage(entry.Malformed)}";
        return fields.Length > 0 ? $"{fields}; {problem}" : problem;
    }

    private static string OfClientHello(ClientHello hello)
    {
        List<string> fields = [];
        ProtocolVersion best = hello.SupportedVersions.Where(v => !Grease.IsGrease((ushort)v)).DefaultIfEmpty(hello.LegacyVersion).Max();
        if (hello.SupportedVersions.Length > 0 || !hello.IsPartial) fields.Add($"up to {best.DisplayName()}");
        if (hello.ServerName is not null) fields.Add($"name {WireText.Name(hello.ServerName)}");
        if (hello.Alpn.Length > 0) fields.Add($"alpn {string.Join(' ', hello.Alpn.Select(WireText.Name))}");
        int suites = hello.IsSsl2Compatible ? hello.Ssl2CipherSpecs.Length : hello.CipherSuites.Length;
        if (suites > 0 || !hello.IsPartial) fields.Add(suites == 1 ? "1 suite" : $"{suites} suites");
        if (hello.SessionTicket is { Length: > 0 }) fields.Add("with a ticket");
        if (hello.PreSharedKeyIdentities.Length > 0) fields.Add("with a pre-shared key");
        if (hello.EarlyData) fields.Add("early data");
        if (hello.IsSsl2Compatible) fields.Add("in SSLv2 form");
        if (hello.SessionId.Length > 0) fields.Add($"session ID {Short(hello.SessionId)}");
        if (hello.Random.Length > 0) fields.Add($"random {Short(hello.Random)}");
        return string.Join(", ", fields);
    }

    private static string OfServerHello(ServerHello hello)
    {
        List<string> fields = [hello.NegotiatedVersion.DisplayName()];
        if (hello.HasCipherSuite) fields.Add(CipherSuites.Name(hello.CipherSuite));
        if (hello.KeyShare is KeyShare share) fields.Add($"key share {share.Group.RegisteredName()}");
        if (hello.SelectedPreSharedKey is not null) fields.Add("pre-shared key accepted");
        if (hello.Alpn is not null) fields.Add($"alpn {WireText.Name(hello.Alpn)}");
        if (hello.ExtendedMasterSecret) fields.Add("extended master secret");
        if (hello.EncryptThenMac) fields.Add("encrypt-then-MAC");
        if (hello.SessionId.Length > 0) fields.Add($"session ID {Short(hello.SessionId)}");
        if (!hello.IsHelloRetryRequest && hello.Random.Length > 0) fields.Add($"random {Short(hello.Random)}");
        return string.Join(", ", fields);
    }

    private static string OfCertificate(ConnectionSummary connection, Certificate certificate)
    {
        if (certificate.Entries.Length == 0) return "none";
        ReadOnlyMemory<byte> own = certificate.Entries[0].Der;
        CertificateDetails? details = connection.ServerCertificates.Concat(connection.ClientCertificates).FirstOrDefault(d => d.Der.Span.SequenceEqual(own.Span));
        if (details is { IsRawPublicKey: true }) return $"raw public key, {WireText.EscapeMessage(details.PublicKey)}";
        string count = certificate.Entries.Length == 1 ? "1 certificate" : $"{certificate.Entries.Length} certificates";
        return details is null ? count : $"{WireText.DistinguishedName(details.Subject)}, {count}";
    }

    private static string OfCertificateRequest(CertificateRequest request) => request.CertificateAuthorities.Length switch
    {
        0 => "a certificate of any authority",
        1 => "a certificate of 1 authority",
        int count => $"a certificate of one of {count} authorities",
    };

    private static string OfServerKeyExchange(ServerKeyExchange exchange)
    {
        List<string> fields = [];
        if (exchange.Group is NamedGroup group) fields.Add($"group {group.RegisteredName()}");
        else if (exchange.Prime.Length > 0) fields.Add($"prime of {exchange.Prime.Length * 8} bits");
        if (exchange.Signature is DigitalSignature signature) fields.Add(OfSignature(signature));
        return string.Join(", ", fields);
    }

    private static string OfClientKeyExchange(ClientKeyExchange exchange)
    {
        List<string> fields = [];
        if (exchange.PskIdentity is byte[] identity) fields.Add($"identity {WireText.Name(System.Text.Encoding.Latin1.GetString(identity))}");
        if (exchange.EncryptedPremasterSecret.Length > 0) fields.Add($"encrypted premaster secret, {exchange.EncryptedPremasterSecret.Length} bytes");
        if (exchange.PublicKey.Length > 0) fields.Add($"public key, {exchange.PublicKey.Length} bytes");
        return string.Join(", ", fields);
    }

    private static string OfSignature(DigitalSignature signature) => signature.Scheme is SignatureScheme scheme ? $"signed with {scheme.RegisteredName()}" : "signed";

    private static string Short(ReadOnlyMemory<byte> bytes) => bytes.Length <= 8 ? Convert.ToHexStringLower(bytes.Span) : $"{Convert.ToHexStringLower(bytes.Span[..6])}…";
}
