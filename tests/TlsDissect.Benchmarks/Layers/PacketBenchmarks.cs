using BenchmarkDotNet.Attributes;

namespace TlsDissect.Benchmarks.Layers;

/// <summary>Reading a capture and decoding its packets, for 10 MB.</summary>
[MemoryDiagnoser]
public class PacketBenchmarks
{
    private byte[] _capture = [];

    [GlobalSetup]
    public void Setup() => _capture = SegmentSource.Make("gcm", 1, 10_000_000).Capture;

    [Benchmark]
    public long Read_and_decode() => SegmentSource.Read(_capture, null);
}
