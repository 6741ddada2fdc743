namespace TlsDissect.Benchmarks.Workloads;

/// <summary>UDP of no known protocol: datagrams of random bytes whose first one belongs to nothing that is recognized.</summary>
internal static class OtherDatagrams
{
    /// <summary>No form of QUIC, DTLS, STUN or a tunnel begins with it.</summary>
    private const byte First = 0x0F;

    /// <summary>Writes flows one after another.</summary>
    /// <param name="capture">Receives the datagrams.</param>
    /// <param name="flows">Number of flows.</param>
    /// <param name="bytes">Bytes of each flow.</param>
    /// <param name="random">Makes the bytes.</param>
    public static void Write(CaptureWriter capture, int flows, long bytes, Random random)
    {
        byte[] payload = new byte[capture.SegmentSize];
        random.NextBytes(payload);
        payload[0] = First;
        for (int flow = 0; flow < flows; flow++)
        {
            Endpoints client = Endpoints.Of(flow, 100);
            for (long left = bytes; left > 0; left -= payload.Length)
            {
                Endpoints from = left / payload.Length % 10 == 9 ? client.Reversed : client;
                capture.WriteDatagram(from, payload.AsSpan(0, (int)Math.Min(payload.Length, left)));
            }
        }
    }
}
