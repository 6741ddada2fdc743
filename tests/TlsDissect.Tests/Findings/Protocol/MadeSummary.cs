using TlsDissect.Findings;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Findings.Protocol;

/// <summary>A summary of a connection that is over, made from hellos and other messages: what a judge sees of it.</summary>
internal sealed class MadeSummary
{
    private long _packet;

    /// <summary>Creates a connection of a version and a suite, without any message.</summary>
    public MadeSummary(ProtocolVersion version, CipherSuiteId suite)
    {
        CipherSuite? parts = CipherSuite.Find(suite);
        Summary = new ConnectionSummary(new TcpStatistics())
        {
            Version = version,
            CipherSuite = suite,
            CipherSuiteParts = parts,
            ForwardSecrecy = parts?.IsForwardSecret,
            Outcome = new ConnectionOutcome(OutcomeResult.Established, "established"),
        };
    }

    /// <summary>The summary, which a test may change.</summary>
    public ConnectionSummary Summary { get; }

    /// <summary>A hello that a modern client of TLS 1.2 and 1.3 sends.</summary>
    public static ClientHello Client { get; } = new()
    {
        LegacyVersion = ProtocolVersion.Tls12,
        Random = new byte[32],
        SessionId = default,
        CipherSuites = [CipherSuiteId.TLS_AES_128_GCM_SHA256, CipherSuiteId.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256],
        CompressionMethods = [0],
        Extensions = [],
        SupportedVersions = [(ProtocolVersion)0x2A2A, ProtocolVersion.Tls13, ProtocolVersion.Tls12],
        RenegotiatedConnection = default(ReadOnlyMemory<byte>),
        ExtendedMasterSecret = true,
    };

    /// <summary>What a modern server of TLS 1.2 answers.</summary>
    public static ServerHello Server { get; } = new()
    {
        LegacyVersion = ProtocolVersion.Tls12,
        Random = new byte[32],
        SessionId = default,
        CipherSuite = CipherSuiteId.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CompressionMethod = 0,
        Extensions = [],
        RenegotiatedConnection = default(ReadOnlyMemory<byte>),
        ExtendedMasterSecret = true,
    };

    /// <summary>A connection with both hellos, of the version and the suite that the server chose.</summary>
    public static MadeSummary Of(ClientHello? client, ServerHello server)
    {
        MadeSummary made = new(server.NegotiatedVersion, server.CipherSuite);
        if (client is not null) made.Add(Sender.Client, "client_hello", client);
        return made.Add(Sender.Server, "server_hello", server);
    }

    /// <summary>Adds a message.</summary>
    public MadeSummary Add(Sender from, string name, HandshakeMessage message, int handshake = 0)
    {
        Summary.MessageList.Add(new MessageEntry
        {
            From = from,
            Name = name,
            Position = new StreamPosition(++_packet, default),
            Length = 0,
            Protected = false,
            Message = message,
            Handshake = handshake,
        });
        return this;
    }

    /// <summary>Judges it.</summary>
    public Finding[] Judge() => [.. new ConnectionJudge().Judge(Summary)];

    /// <summary>Judges it, and returns the ids.</summary>
    public string[] Ids() => [.. Judge().Select(finding => finding.Id)];
}
