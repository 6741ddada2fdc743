using TlsDissect.Decryption;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Secrets;

/// <summary>Made-up facts of a handshake.</summary>
internal sealed class MadeFacts : IHandshakeFacts
{
    public static readonly byte[] Random = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public ClientHello? ClientHello { get; set; }

    public ServerHello? ServerHello { get; set; }

    public ReadOnlyMemory<byte>? ClientRandom => ClientHello?.Random;

    public ReadOnlyMemory<byte>? OuterRandom { get; set; }

    public CipherSuite? CipherSuite => ServerHello is null ? null : CipherSuite.Find(ServerHello.CipherSuite);

    public ProtocolVersion Version => ServerHello?.NegotiatedVersion ?? ProtocolVersion.None;

    public RecordProtection? Protection => CipherSuite is null ? null : new RecordProtection(Version, CipherSuite);

    public byte[] ServerPublicKey { get; set; } = [];

    public ClientKeyExchange? ClientKeyExchange { get; set; }

    public Transcript Transcript { get; } = new();

    public byte[]? IssuedTicket { get; set; }

    public SessionSecret? Secret { get; set; }

    public bool Retried { get; set; }

    public bool IsTls13 => Version.IsTls13();

    public bool IsResumption { get; set; }

    public bool IsDamaged { get; set; }

    public bool ServerHelloDone { get; set; } = true;

    public bool IsFoundByTrial { get; set; }

    public bool IsFoundWithoutHello { get; set; }

    public bool MayHaveInnerHello { get; set; }

    /// <summary>Both hellos of TLS 1.2 or, with a suite that only that has, TLS 1.3.</summary>
    public static MadeFacts Of(ushort suite) => new()
    {
        ClientHello =
            new ClientHello
            {
                LegacyVersion = ProtocolVersion.Tls12,
                Random = Random,
                SessionId = default,
                CipherSuites = [(CipherSuiteId)suite],
                CompressionMethods = [0],
                Extensions = [],
            },
        ServerHello = new ServerHello
        {
            LegacyVersion = ProtocolVersion.Tls12,
            Random = Random.Reverse().ToArray(),
            SessionId = default,
            CipherSuite = (CipherSuiteId)suite,
            CompressionMethod = 0,
            Extensions = [],
            SelectedVersion = CipherSuite.Find((CipherSuiteId)suite)!.IsTls13 ? ProtocolVersion.Tls13 : null,
        },
    };
}
