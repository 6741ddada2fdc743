using System.Buffers.Binary;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Earlier;

/// <summary>The kinds of facts that a connection shows about its server.</summary>
internal enum FactKind
{
    /// <summary>A version that it chose.</summary>
    Version,

    /// <summary>A cipher suite that it chose.</summary>
    CipherSuite,

    /// <summary>A group that it chose.</summary>
    Group,

    /// <summary>A scheme that it signed with.</summary>
    SignatureScheme,

    /// <summary>An application protocol that it chose.</summary>
    ApplicationProtocol,

    /// <summary>A certificate of it that a client accepted, by its hash.</summary>
    Certificate,

    /// <summary>The issuer of a client's certificate that it accepted.</summary>
    ClientIssuer,
}

/// <summary>A fact about a server that one connection shows: what it chose, and what was accepted.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Version">The version that was negotiated with it.</param>
/// <param name="Value">The registered number, for the kinds that have one; the first 16 bytes of a certificate's hash.</param>
/// <param name="Text">The name, for the others. Hostile text.</param>
internal readonly record struct ServerFact(FactKind Kind, TlsGeneration Version, UInt128 Value, string? Text = null)
{
    /// <summary>Longer texts are not kept.</summary>
    private const int LongestText = 255;

    /// <summary>The registered number.</summary>
    public ushort Number => (ushort)Value;

    /// <summary>The facts of a connection that is over; empty if its server chose nothing.</summary>
    public static List<ServerFact> Of(ConnectionSummary connection)
    {
        if (connection.ServerHelloList.FindLast(hello => !hello.IsHelloRetryRequest) is not { IsPartial: false } chosen) return [];
        List<ServerFact> facts = new(6);
        TlsGeneration version = chosen.NegotiatedVersion.Generation();
        facts.Add(new ServerFact(FactKind.Version, version, (ushort)chosen.NegotiatedVersion));
        facts.Add(new ServerFact(FactKind.CipherSuite, version, (ushort)chosen.CipherSuite));
        if (connection.NamedGroup is NamedGroup group) facts.Add(new ServerFact(FactKind.Group, version, (ushort)group));
        if (SchemeOf(connection) is SignatureScheme scheme)
            facts.Add(new ServerFact(FactKind.SignatureScheme, version, (ushort)scheme));
        AddText(facts, FactKind.ApplicationProtocol, version, connection.Alpn);
        if (connection.Outcome?.Result != OutcomeResult.Established) return facts;
        if (HashOf(connection) is UInt128 hash) facts.Add(new ServerFact(FactKind.Certificate, version, hash));
        if (connection is { ClientCertificates: [CertificateDetails own, ..], MutualAuthentication: not false })
            AddText(facts, FactKind.ClientIssuer, version, own.Issuer);
        return facts;
    }

    /// <summary>A part of the hash of the server's own certificate; <c>null</c> if it was not seen.</summary>
    public static UInt128? HashOf(ConnectionSummary connection) => connection.ServerCertificates is [CertificateDetails own, ..]
        ? BinaryPrimitives.ReadUInt128BigEndian(own.Sha256.Span)
        : null;

    private static void AddText(List<ServerFact> facts, FactKind kind, TlsGeneration version, string? text)
    {
        if (text is { Length: > 0 and <= LongestText }) facts.Add(new ServerFact(kind, version, 0, text));
    }

    /// <summary>The scheme of the server's last signature that names one.</summary>
    private static SignatureScheme? SchemeOf(ConnectionSummary connection)
    {
        for (int i = connection.MessageList.Count - 1; i >= 0; i--)
        {
            DigitalSignature? signature = connection.MessageList[i] switch
            {
                { Message: ServerKeyExchange exchange } => exchange.Signature,
                { From: Sender.Server, Message: CertificateVerify verify } => verify.Signature,
                _ => null,
            };
            if (signature?.Scheme is SignatureScheme scheme) return scheme;
        }

        return null;
    }

    /// <summary>The registered name of what was chosen, or the text.</summary>
    public override string ToString() => Kind switch
    {
        FactKind.Version => ((ProtocolVersion)Number).DisplayName(),
        FactKind.CipherSuite => CipherSuites.Name((CipherSuiteId)Number),
        FactKind.Group => ((NamedGroup)Number).RegisteredName(),
        FactKind.SignatureScheme => ((SignatureScheme)Number).RegisteredName(),
        _ => Text ?? "",
    };
}
