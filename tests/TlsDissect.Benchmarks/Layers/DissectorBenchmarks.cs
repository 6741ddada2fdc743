using BenchmarkDotNet.Attributes;
using TlsDissect.Benchmarks.Workloads;
using TlsDissect.Keys;

namespace TlsDissect.Benchmarks.Layers;

/// <summary>
/// End to end, from the capture's bytes to plaintext: one connection of 10 MB, with its key and without; a thousand handshakes.
/// </summary>
[MemoryDiagnoser]
public class DissectorBenchmarks
{
    private byte[] _transfer = [];
    private byte[] _handshakes = [];
    private KeyRing _keys = KeyRing.Empty;

    [GlobalSetup]
    public void Setup()
    {
        (_transfer, byte[] key) = SegmentSource.Make("gcm", 1, 10_000_000);
        _handshakes = SegmentSource.Make("ecdhe", 1000, 1000).Capture;
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, key);
        _keys = new KeyRing([RsaKeyFile.Load(file, null)], null);
        File.Delete(file);
    }

    [Benchmark]
    public long Decrypt_10_MB() => Dissect(_transfer, _keys.Fork());

    [Benchmark]
    public long Scan_10_MB() => Dissect(_transfer, KeyRing.Empty);

    [Benchmark]
    public long Thousand_handshakes() => Dissect(_handshakes, KeyRing.Empty);

    private static long Dissect(byte[] capture, KeyRing keys)
    {
        CountingSink sink = new();
        TlsDissector dissector = new(new DissectorOptions(), keys, sink);
        SegmentSource.Read(capture, dissector.Add);
        dissector.Complete();
        return sink.Bytes + sink.Ended;
    }
}
