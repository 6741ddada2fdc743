using BenchmarkDotNet.Attributes;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Benchmarks.Layers;

/// <summary>A hundred records of 16 KB in segments of 1,460 bytes: collected, and skipped.</summary>
[MemoryDiagnoser]
public class RecordBenchmarks
{
    private const int Records = 100;
    private const int Segment = 1460;

    private byte[] _stream = [];

    [Params(true, false)]
    public bool Wanted { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        byte[] record = [(byte)ContentType.ApplicationData, 3, 3, 0x40, 0, .. new byte[1 << 14]];
        _stream = [.. Enumerable.Repeat(record, Records).SelectMany(bytes => bytes)];
    }

    [Benchmark]
    public int Frame()
    {
        Counter counter = new(Wanted);
        using RecordReader reader = new(0, counter);
        for (int at = 0; at < _stream.Length; at += Segment)
            reader.Read(_stream.AsSpan(at, Math.Min(Segment, _stream.Length - at)), default);
        return counter.Records == RecordBenchmarks.Records ? counter.Records : throw new InvalidOperationException();
    }

    private sealed class Counter(bool wanted) : IRecordHandler
    {
        public int Records { get; private set; }

        public bool WantsFragment(int side, in RecordHeader header) => wanted;

        public void OnRecord(int side, in TlsRecord record) => Records++;

        public void OnSkipped(int side, in RecordHeader header, in StreamPosition position) => Records++;

        public void OnSsl2ClientHello(int side, ReadOnlySpan<byte> message, in StreamPosition position) { }

        public void OnLost(int side, long missing, int? records, in StreamPosition position) { }

        public void OnTruncated(int side, in RecordHeader header, ReadOnlySpan<byte> fragment, in StreamPosition position) { }

    }
}
