namespace TlsDissect.Benchmarks.Workloads;

/// <summary>A TCP connection as packets: SYN, data in full segments with an acknowledgment after every second, FIN.</summary>
internal sealed class TcpPair(CaptureWriter capture, Endpoints client, Random random)
{
    private const byte Fin = 1;
    private const byte Syn = 2;
    private const byte Psh = 8;
    private const byte Ack = 16;

    private readonly Endpoints[] _from = [client, client.Reversed];
    private readonly uint[] _next = [(uint)random.Next(), (uint)random.Next()];
    private int _unacknowledged;

    public void Open()
    {
        capture.Write(_from[0], _next[0]++, 0, Syn, default);
        capture.Write(_from[1], _next[1]++, _next[0], Syn | Ack, default);
        capture.Write(_from[0], _next[0], _next[1], Ack, default);
    }

    /// <summary>Sends bytes, the last segment with PSH.</summary>
    public void Send(Side side, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int taken = Math.Min(capture.SegmentSize, data.Length);
            bool last = taken == data.Length;
            capture.Write(_from[(int)side], _next[(int)side], _next[1 - (int)side], (byte)(last ? Psh | Ack : Ack), data[..taken]);
            _next[(int)side] += (uint)taken;
            data = data[taken..];
            if ((++_unacknowledged & 1) == 0) Acknowledge(side);
        }
    }

    public void Close()
    {
        Acknowledge(Side.Server);
        capture.Write(_from[0], _next[0]++, _next[1], Fin | Ack, default);
        capture.Write(_from[1], _next[1]++, _next[0], Fin | Ack, default);
        capture.Write(_from[0], _next[0], _next[1], Ack, default);
    }

    private void Acknowledge(Side sender) =>
        capture.Write(_from[1 - (int)sender], _next[1 - (int)sender], _next[(int)sender], Ack, default);
}

/// <summary>One end of a connection.</summary>
internal enum Side
{
    Client,
    Server,
}
