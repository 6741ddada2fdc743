using System.Buffers.Binary;

namespace TlsDissect.GoldenTests.Running;

/// <summary>
/// A case of two connections, of which the second resumes the session of the first, many times over, each between two hosts of its own. The
/// ports differ, so that the two connections of a pair are now in the same part of the flows and now in different ones.
/// </summary>
internal sealed class ResumedFlows : IDisposable
{
    private const int SourceAddress = 16 + 14 + 12;
    private const int SourcePort = SourceAddress + 8;

    private readonly CaptureCase _of;
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}.pcap");

    /// <param name="of">The case.</param>
    /// <param name="pairs">At most 255.</param>
    /// <param name="order">Puts the packets of a pair in order: <c>false</c> for the next of the first connection, <c>true</c> for the next
    /// of the second.</param>
    public ResumedFlows(CaptureCase of, int pairs, Func<int, int, bool[]> order)
    {
        _of = of;
        byte[] file = File.ReadAllBytes(of.Capture);
        List<int> starts = PcapEdit.RecordStarts(file);
        byte[][] packets = [.. Enumerable.Range(0, starts.Count - 1).Select(index => file[starts[index]..starts[index + 1]])];
        byte[][][] connections = [.. packets.GroupBy(ClientPort).Select(group => group.ToArray())];
        Assert.Equal(2, connections.Length);
        Queue<byte[]>[] hosts =
            [.. Enumerable.Range(1, pairs)
                .Select(host => new Queue<byte[]>(Of(host, connections, order(connections[0].Length, connections[1].Length))))];

        using FileStream output = File.Create(_path);
        output.Write(file.AsSpan(0, PcapEdit.HeaderLength));
        while (hosts.Any(host => host.Count > 0))
        {
            foreach (Queue<byte[]> host in hosts)
            {
                if (host.TryDequeue(out byte[]? packet)) output.Write(packet);
            }
        }
    }

    /// <summary>The packets of the first connection, then those of the second.</summary>
    public static bool[] InOrder(int first, int second) => [.. Enumerable.Repeat(false, first), .. Enumerable.Repeat(true, second)];

    /// <summary>The session begins after it was resumed.</summary>
    public static bool[] Reversed(int first, int second) => [.. Enumerable.Repeat(true, second), .. Enumerable.Repeat(false, first)];

    /// <summary>Both at once: the secret is verified somewhere before, in or after the handshake that resumes it.</summary>
    public static Func<int, int, bool[]> Shuffled(int seed)
    {
        Random random = new(seed);
        return (first, second) =>
        {
            bool[] order = InOrder(first, second);
            random.Shuffle(order);
            return order;
        };
    }

    public RunResult Read(params string[] options) =>
        InProcess.Run(_of.Folder, ["read", "--quiet", "--format", "json", "--hash", .. _of.Keys, .. options, _path]);

    public void Dispose() => File.Delete(_path);

    private static IEnumerable<byte[]> Of(int host, byte[][][] connections, bool[] order)
    {
        int[] next = new int[2];
        foreach (bool isSecond in order)
        {
            int connection = isSecond ? 1 : 0;
            byte[] packet = [.. connections[connection][next[connection]++]];
            bool toServer = ClientPort(packet) == BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(SourcePort));
            // 127.0.N.1, both: a wrong checksum does not matter here, a card that computes it leaves one too.
            (packet[SourceAddress + 2], packet[SourceAddress + 4 + 2]) = ((byte)host, (byte)host);
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(toServer ? SourcePort : SourcePort + 2),
                (ushort)(isSecond ? 50_000 + 3 * host : 40_000 + host));
            yield return packet;
        }
    }

    private static ushort ClientPort(byte[] packet) =>
        Math.Max(BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(SourcePort)),
            BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(SourcePort + 2)));
}
