using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>
/// Decrypts the packets of a whole capture, apart from the dissector's connections: it knows nothing of connections, and tries every
/// secret of the key log, every suite, version and length of connection ID. For oracles and for forging.
/// </summary>
internal sealed class QuicOpener : IDisposable
{
    /// <summary>A packet in a datagram longer than that may end before it (offload).</summary>
    private const int LongestPacket = 1500;

    private static readonly CipherSuiteId[] Suites =
    [
        CipherSuiteId.TLS_AES_128_GCM_SHA256, CipherSuiteId.TLS_AES_256_GCM_SHA384, CipherSuiteId.TLS_CHACHA20_POLY1305_SHA256,
        CipherSuiteId.TLS_AES_128_CCM_SHA256,
    ];

    private readonly List<Candidate> _candidates = [];
    private readonly List<string[]> _log;
    private readonly HashSet<string> _ids = [];
    private readonly HashSet<QuicVersion> _versions = [];
    private readonly List<OpenedQuicPacket> _opened = [];

    private QuicOpener(string keyLog) =>
        _log = [.. keyLog.Split('\n').Select(line => line.Trim().Split(' ')).Where(fields => fields.Length == 3 && fields[0][0] != '#')];

    /// <summary>Decrypts what can be decrypted.</summary>
    /// <param name="datagrams">The payloads of all datagrams, in order.</param>
    /// <param name="keyLog">The text of a key log.</param>
    public static List<OpenedQuicPacket> Open(IReadOnlyList<byte[]> datagrams, string keyLog)
    {
        using QuicOpener opener = new(keyLog);
        opener.AddVersion(QuicVersion.V1);
        for (int i = 0; i < datagrams.Count; i++) opener.OpenDatagram(datagrams[i], i);
        return opener._opened;
    }

    public void Dispose()
    {
        foreach (Candidate candidate in _candidates) candidate.Decryptor.Dispose();
    }

    private void OpenDatagram(byte[] datagram, int index)
    {
        int at = 0;
        while (at < datagram.Length)
        {
            int length = (datagram[at] & 0x80) != 0 ? OpenLong(datagram, at, index) : OpenShort(datagram, at, index);
            if (length == 0) return;
            at += length;
        }
    }

    private int OpenLong(byte[] datagram, int at, int index)
    {
        DecodeError error = default;
        QuicDatagramReader reader = new(datagram.AsSpan(at), 0, ref error);
        reader.TryRead(out QuicPacketHeader header);
        if (header.IsMalformed || header.Version is null || header.NumberOffset == 0) return 0;
        AddVersion(header.Version);
        if (header.Type == QuicPacketType.Initial) AddId(Convert.ToHexString(header.DestinationId));
        foreach (Candidate candidate in _candidates)
        {
            if (candidate.Type == header.Type && candidate.Version == header.Version &&
                TryOpen(candidate, datagram.AsSpan(at, header.Packet.Length), header.NumberOffset, index, at)) break;
        }

        return header.Packet.Length;
    }

    private int OpenShort(byte[] datagram, int at, int index)
    {
        int rest = datagram.Length - at;
        for (int length = rest; length >= (rest > LongestPacket ? LongestPacket / 2 : rest); length--)
        {
            // Those that have been right are tried first; the others only for whole datagrams, or if none has been.
            foreach (Candidate candidate in _candidates.Where(candidate => candidate.Type == QuicPacketType.OneRtt))
            {
                int[] lengths = candidate.IdLength is int known ? [known] : [.. Enumerable.Range(0, QuicVersion.LongestConnectionId + 1)];
                foreach (int idLength in lengths)
                {
                    if (!TryOpen(candidate, datagram.AsSpan(at, length), 1 + idLength, index, at)) continue;
                    candidate.IdLength = idLength;
                    return length;
                }
            }

            if (length > LongestPacket) length = LongestPacket + 1;
        }

        return 0;
    }

    private bool TryOpen(Candidate candidate, ReadOnlySpan<byte> packet, int numberOffset, int index, int at)
    {
        byte[] buffer = new byte[packet.Length];
        if (packet.Length <= numberOffset) return false;
        DecryptedQuicPacket opened = candidate.Decryptor.Decrypt(packet, numberOffset, buffer);
        if (!opened.IsAuthenticated) return false;
        _opened.Add(new OpenedQuicPacket
        {
            Datagram = index,
            Place = at..(at + packet.Length),
            From = candidate.From,
            Type = candidate.Type,
            ClientRandom = candidate.ClientRandom,
            Number = opened.Number,
            Header = buffer[..(numberOffset + (buffer[0] & 3) + 1)],
            Payload = opened.Payload.ToArray(),
            Suite = candidate.Suite,
            Keys = candidate.KeysOf(opened.Generation),
        });
        return true;
    }

    private void AddId(string id)
    {
        if (!_ids.Add(id)) return;
        foreach (QuicVersion version in _versions) AddInitial(version, id);
    }

    private void AddVersion(QuicVersion version)
    {
        if (!_versions.Add(version)) return;
        foreach (string id in _ids) AddInitial(version, id);
        foreach (string[] line in _log)
        {
            (QuicPacketType Type, Sender From)? level = line[0] switch
            {
                "CLIENT_EARLY_TRAFFIC_SECRET" => (QuicPacketType.ZeroRtt, Sender.Client),
                "CLIENT_HANDSHAKE_TRAFFIC_SECRET" => (QuicPacketType.Handshake, Sender.Client),
                "SERVER_HANDSHAKE_TRAFFIC_SECRET" => (QuicPacketType.Handshake, Sender.Server),
                "CLIENT_TRAFFIC_SECRET_0" => (QuicPacketType.OneRtt, Sender.Client),
                "SERVER_TRAFFIC_SECRET_0" => (QuicPacketType.OneRtt, Sender.Server),
                _ => null,
            };
            if (level is not { } found) continue;
            foreach (CipherSuite suite in Suites.Select(id => CipherSuite.Find(id)!))
            {
                byte[] secret = Convert.FromHexString(line[2]);
                if (QuicKeySchedule.TryDeriveKeys(version, suite, secret) is QuicKeys keys)
                    _candidates.Add(new(found.Type, found.From, version, suite, keys) { Secret = secret, ClientRandom = line[1] });
            }
        }
    }

    private void AddInitial(QuicVersion version, string id)
    {
        foreach (Sender sender in new[] { Sender.Client, Sender.Server })
        {
            QuicKeys keys = QuicKeySchedule.InitialKeys(version, Convert.FromHexString(id), sender);
            _candidates.Add(new Candidate(QuicPacketType.Initial, sender, version, QuicKeySchedule.InitialSuite, keys));
        }
    }

    /// <summary>A secret with a suite, whose packets may be there.</summary>
    private sealed class Candidate(QuicPacketType type, Sender from, QuicVersion version, CipherSuite suite, QuicKeys keys)
    {
        private QuicDecryptor? _decryptor;

        public QuicPacketType Type => type;

        public Sender From => from;

        public QuicVersion Version => version;

        public CipherSuite Suite => suite;

        public byte[] Secret { get; init; } = [];

        public string ClientRandom { get; init; } = "";

        /// <summary>Length of the connection ID in short headers, once one was decrypted.</summary>
        public int? IdLength { get; set; }

        public QuicDecryptor Decryptor => _decryptor ??=
            new QuicDecryptor(suite, keys, type == QuicPacketType.OneRtt ? new QuicKeyUpdates(version, suite, Secret) : null);

        public QuicKeys KeysOf(int generation)
        {
            QuicKeys found = keys;
            if (generation == 0) return found;
            QuicKeyUpdates updates = new(version, suite, Secret);
            for (int i = 0; i < generation; i++) found = found with { Packet = updates.Next() };
            return found;
        }
    }
}
