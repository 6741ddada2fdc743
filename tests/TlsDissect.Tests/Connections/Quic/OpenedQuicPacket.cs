using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Tests.Decryption.Quic;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>What a STREAM frame has.</summary>
internal sealed record SentStreamData(ulong Stream, ulong Offset, byte[] Data, bool IsFin);

/// <summary>One packet of a capture, decrypted apart from the dissector's connections.</summary>
internal sealed record OpenedQuicPacket
{
    /// <summary>Index of its datagram.</summary>
    public required int Datagram { get; init; }

    /// <summary>Where it is in the datagram.</summary>
    public required Range Place { get; init; }

    public required Sender From { get; init; }

    public required QuicPacketType Type { get; init; }

    /// <summary>The client random of its secret's line in the key log; empty for an Initial packet.</summary>
    public required string ClientRandom { get; init; }

    public required ulong Number { get; init; }

    /// <summary>Its header without protection.</summary>
    public required byte[] Header { get; init; }

    public required byte[] Payload { get; init; }

    public required CipherSuite Suite { get; init; }

    /// <summary>The keys that it is sealed with.</summary>
    public required QuicKeys Keys { get; init; }

    /// <summary>The data of its streams.</summary>
    public List<SentStreamData> Streams()
    {
        List<SentStreamData> found = [];
        DecodeError error = default;
        QuicFrameReader reader = new(Payload, ref error);
        while (reader.TryRead())
        {
            ref readonly QuicFrame frame = ref reader.Frame;
            if (frame.Type == QuicFrameType.Stream)
                found.Add(new SentStreamData(frame.StreamId, frame.Offset, frame.Data.ToArray(), frame.IsFin));
        }

        return found;
    }

    /// <summary>The data of its DATAGRAM frames, in hex.</summary>
    public string Datagrams()
    {
        string found = "";
        DecodeError error = default;
        QuicFrameReader reader = new(Payload, ref error);
        while (reader.TryRead())
        {
            ref readonly QuicFrame frame = ref reader.Frame;
            if (frame.Type == QuicFrameType.Datagram) found += Convert.ToHexString(frame.Data);
        }

        return found;
    }

    /// <summary>Whether it has a frame of one of these types.</summary>
    public bool Has(params QuicFrameType[] types)
    {
        DecodeError error = default;
        QuicFrameReader reader = new(Payload, ref error);
        while (reader.TryRead())
        {
            ref readonly QuicFrame frame = ref reader.Frame;
            if (types.Contains(frame.Type)) return true;
        }

        return false;
    }

    /// <summary>The packet with other frames of the same length, under the same keys.</summary>
    public byte[] Seal(byte[] payload) => QuicSealer.Seal(Suite, Keys, Header, new SealedNumber(Number, (Header[0] & 3) + 1), payload);
}
