using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Tests.Records;

/// <summary>Bytes made to keep the search busy cost no more than a bounded number of looks each.</summary>
[Collection(MeasuredAlone.Name)]
public class RecordSearchWorkTests
{
    private const int Size = 2 << 20;

    public static TheoryData<string, byte[], bool> Patterns() => new()
    {
        { "headers that lead nowhere", [0x16, 3, 1, 0, 16], false },
        { "headers that ask for all there may be", [0x17, 3, 3, 0x47, 0xFF], false },
        { "headers that ask for a little", [0x17, 3, 3, 0, 40, 1, 2], false },
        { "nothing but the major version", [3], false },
        { "nothing but a content type", [0x16], false },
        { "small hellos with a byte between", [.. WireRecords.Hello(), 0xFF], true },
        { "empty records with a byte between",
            [.. WireRecords.Record(ContentType.ApplicationData, []), .. WireRecords.Record(ContentType.ApplicationData, []), 0xFF], true },
        { "messages that hold headers", [0x0e, 0, 0, 5, 0x16, 3, 3, 0x40, 0], false },
        { "change_cipher_specs with a byte between", [.. WireRecords.Record(ContentType.ChangeCipherSpec, [1]), 0xFF], true },
        { "alerts with a byte between", [.. WireRecords.Alert(), 0xFF], true },
        { "frames of TDS with bytes between",
            [0x12, 1, 0, 19, 0, 0, 0, 0, 22, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3, .. Enumerable.Repeat((byte)0xFF, 8)], false },
        { "frames of TPKT with bytes between",
            [3, 0, 0, 18, 2, 0xF0, 0x80, 22, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3, .. Enumerable.Repeat((byte)0xFF, 8)], false },
    };

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Hostile_bytes_are_read_at_megabytes_a_second(string name, byte[] pattern, bool established)
    {
        byte[] bytes = new byte[Size];
        for (int i = 0; i < Size; i++) bytes[i] = pattern[i % pattern.Length];
        foreach (int chunk in new[] { 1 << 16, 1460 })
        {
            using RecordReader reader = new(0, new Indifferent());
            if (established) reader.Read(WireRecords.Hello(), default);
            TimeSpan before = MeasuredAlone.WorkSoFar;
            for (int at = 0; at < Size; at += chunk) reader.Read(bytes.AsSpan(at, Math.Min(chunk, Size - at)), default);
            // Measured at under 0.1 s; where every candidate moved all bytes behind it, the worst took half a minute.
            TimeSpan work = MeasuredAlone.WorkSoFar - before;
            Assert.True(work < TimeSpan.FromSeconds(3), $"{name} in pieces of {chunk} bytes: {work}");
        }
    }

    /// <summary>Takes nothing and keeps nothing: what is measured is the search.</summary>
    private sealed class Indifferent : IRecordHandler
    {
        public bool WantsFragment(int side, in RecordHeader header) => false;

        public void OnRecord(int side, in TlsRecord record) => throw new InvalidOperationException();

        public void OnSkipped(int side, in RecordHeader header, in StreamPosition position) { }

        public void OnSsl2ClientHello(int side, ReadOnlySpan<byte> message, in StreamPosition position) { }

        public void OnTruncated(int side, in RecordHeader header, ReadOnlySpan<byte> fragment, in StreamPosition position) { }

        public void OnLost(int side, long missing, int? records, in StreamPosition position) { }

    }
}
