using System.Buffers.Binary;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Decryption;

namespace TlsDissect.Tests.Keys;

/// <summary>A whole TLS 1.2 connection of a suite that no stack here speaks, from its premaster secret.</summary>
internal sealed class MadeConnection
{
    private static readonly byte[] ClientRandom = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] ServerRandom = [.. Enumerable.Range(77, 32).Select(i => (byte)i)];

    private readonly CipherSuite _suite;
    private readonly List<byte> _transcript = [];

    private MadeConnection(ushort suite) => _suite = CipherSuite.Find((CipherSuiteId)suite)!;

    public List<(Sender Sender, byte[] Record)> Records { get; } = [];

    /// <summary>Makes one.</summary>
    /// <param name="suite">A suite of TLS 1.2.</param>
    /// <param name="certificate">The server's, or <c>null</c> for none.</param>
    /// <param name="keyExchange">The client's body.</param>
    /// <param name="premaster">What both have.</param>
    /// <param name="data">What the client then sends.</param>
    public static MadeConnection Make(ushort suite, byte[]? certificate, byte[] keyExchange, byte[] premaster, byte[] data)
    {
        MadeConnection made = new(suite);
        made.Handshake(Sender.Client, HandshakeType.ClientHello, [3, 3, .. ClientRandom, 0, 0, 2, (byte)(suite >> 8), (byte)suite, 1, 0]);
        made.Handshake(Sender.Server, HandshakeType.ServerHello, [3, 3, .. ServerRandom, 0, (byte)(suite >> 8), (byte)suite, 0]);
        if (certificate is not null)
            made.Handshake(Sender.Server, HandshakeType.Certificate,
                [.. U24(certificate.Length + 3), .. U24(certificate.Length), .. certificate]);
        made.Handshake(Sender.Server, HandshakeType.ServerHelloDone, []);
        made.Handshake(Sender.Client, HandshakeType.ClientKeyExchange, keyExchange);
        made.Protect(premaster, data);
        return made;
    }

    private void Protect(byte[] premaster, byte[] data)
    {
        RecordProtection protection = new(ProtocolVersion.Tls12, _suite);
        byte[] master = MasterSecret.Derive(protection, premaster, ClientRandom, ServerRandom);
        DirectionKeys[] keys = KeyBlock.Derive(protection, master, ClientRandom, ServerRandom);
        foreach (Sender sender in (Sender[])[Sender.Client, Sender.Server])
        {
            RecordSealer sealer = new(protection, keys[(int)sender]);
            Records.Add((sender, [(byte)ContentType.ChangeCipherSpec, 3, 3, 0, 1, 1]));
            byte[] verifyData = FinishedVerifyData.Compute(ProtocolVersion.Tls12, _suite, master, sender, _transcript.ToArray());
            byte[] finished = [(byte)HandshakeType.Finished, .. U24(verifyData.Length), .. verifyData];
            _transcript.AddRange(finished);
            Add(sender, sealer.Seal(ContentType.Handshake, finished));
            Add(sender, sealer.Seal(ContentType.ApplicationData, data));
        }
    }

    private void Handshake(Sender sender, HandshakeType type, byte[] body)
    {
        byte[] message = [(byte)type, .. U24(body.Length), .. body];
        _transcript.AddRange(message);
        Records.Add((sender, [(byte)ContentType.Handshake, 3, 3, .. U24(message.Length)[1..], .. message]));
    }

    private void Add(Sender sender, SealedRecord record)
    {
        byte[] header = [(byte)record.Header.Type, 3, 3, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(3), (ushort)record.Fragment.Length);
        Records.Add((sender, [.. header, .. record.Fragment]));
    }

    private static byte[] U24(int value) => [(byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
