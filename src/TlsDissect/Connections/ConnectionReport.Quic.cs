using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>Reports the streams of QUIC.</content>
internal sealed partial class ConnectionReport
{
    /// <summary>Counts a packet with data of streams or DATAGRAM frames.</summary>
    public void OnDataPacket(Direction direction, int ciphertextLength, in StreamPosition position)
    {
        Count(direction.Sender, ciphertextLength);
        Summary.Milestones.OnData(direction.Sender, position);
        AddDecrypted(direction.Sender, direction.Epoch == Epoch.Application);
    }

    /// <summary>Reports data of a stream, or of a DATAGRAM frame, which has none.</summary>
    public void OnStreamData(Direction direction, ulong? stream, ReadOnlySpan<byte> data, in StreamPosition position)
    {
        DirectionCounts counts = Summary.Data(direction.Sender);
        counts.Bytes = (counts.Bytes ?? 0) + data.Length;
        AddToHash(direction, data);
        if (IsDataWanted())
            _context.Sink.OnApplicationData(View, new ApplicationData(direction.Sender, data, position) { Stream = stream });
    }

    /// <summary>Reports bytes of a stream that are missing.</summary>
    public void OnStreamGap(Sender from, ulong stream, long missing, in StreamPosition position)
    {
        Interrupt(from);
        if (IsDataWanted()) _context.Sink.OnStreamGap(View, from, stream, missing, position);
    }

    /// <summary>Reports the end of a side of a stream.</summary>
    public void OnStreamEnd(Sender from, ulong stream, ulong? resetCode, in StreamPosition position)
    {
        if (IsDataWanted()) _context.Sink.OnStreamEnd(View, from, stream, resetCode, position);
    }
}
