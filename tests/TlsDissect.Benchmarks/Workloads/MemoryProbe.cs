using System.Globalization;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Sources;
using TlsDissect.Keys;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>
/// <c>memory CAPTURE [KEY]</c>: what the connections that a capture leaves open cost, in bytes of the managed heap each, when its last
/// packet was read; and what was allocated on the way.
/// </summary>
internal static class MemoryProbe
{
    public static int Run(string[] args)
    {
        KeyRing keys = args.Length > 1 ? new KeyRing([RsaKeyFile.Load(args[1], null)], null) : KeyRing.Empty;
        using CaptureFileSequence source = new([args[0]]);
        using PacketDecoder decoder = new();
        CountingSink sink = new(wantsData: false);
        TlsDissector dissector = new(new DissectorOptions(), keys, sink);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long packets = 0;
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet) continue;
            packets++;
            if (decoder.TryDecode(item, out TcpSegment segment)) dissector.Add(segment);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        long ended = sink.Ended;
        long after = GC.GetTotalMemory(forceFullCollection: true);
        if (Environment.GetEnvironmentVariable("MEMORY_PROBE_PAUSE") is not null) Console.ReadLine();
        dissector.Complete();
        long open = sink.Ended - ended;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{packets} packets, {(double)allocated / packets:0.0} bytes allocated a packet, {open} connections open, " +
                $"{(open == 0 ? 0 : (after - before) / open)} bytes each, collections " +
                    $"{GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)}, committed " +
                        $"{GC.GetGCMemoryInfo().TotalCommittedBytes >> 20} MB"));
        return 0;
    }
}
