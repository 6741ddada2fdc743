using Org.BouncyCastle.Utilities.Zlib;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption;

public class CompressionTests
{
    public static TheoryData<ushort, ushort> Suites => new()
    {
        { 0x002F, 0x0301 }, { 0x002F, 0x0303 }, { 0x0005, 0x0300 }, { 0x0002, 0x0302 }, { 0x009C, 0x0303 },
    };

    [Theory]
    [MemberData(nameof(Suites))]
    public void Compressed_records_open_as_one_stream(ushort id, ushort version)
    {
        using Pair pair = new(id, version);
        foreach (byte[] content in (byte[][])[[1, 2, 3], [], new byte[1 << 14], [1, 2, 3, 1, 2, 3],
            .. Enumerable.Repeat(new byte[1000], 5)])
            Assert.Equal(content, pair.Seal(content).Open(pair.Opener)!.Value.Content);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_record_that_does_not_authenticate_leaves_the_stream_as_it_was(ushort id, ushort version)
    {
        using Pair pair = new(id, version);
        for (byte i = 1; i < 4; i++)
        {
            SealedRecord record = pair.Seal([i, i, i, i]);
            Assert.Null(record.WithFlip(record.Fragment.Length / 2, 1).Open(pair.Opener));
            Assert.Equal([i, i, i, i], record.Open(pair.Opener)!.Value.Content);
        }
    }

    [Fact]
    public void More_than_a_record_may_hold_is_refused()
    {
        using Pair pair = new(0x002F, 0x0303);
        Assert.Null(pair.Seal(new byte[(1 << 14) + 1]).Open(pair.Opener));
        Assert.Null(pair.Seal([1]).Open(pair.Opener));
    }

    [Fact]
    public void After_a_lost_record_nothing_of_the_stream_can_be_shown()
    {
        using Pair pair = new(0x002F, 0x0303);
        Assert.NotNull(pair.Seal([1, 2, 3]).Open(pair.Opener));
        SealedRecord lost = pair.Seal([4]);
        SealedRecord next = pair.Seal([5]);
        pair.Opener.SkipTo(lost.Fragment, lost.Fragment.Length);
        pair.Opener.SequenceNumber = 2;
        Assert.Null(next.Open(pair.Opener));
    }

    [Fact]
    public void Garbage_that_authenticates_is_refused_and_does_not_throw()
    {
        Random random = new(3);
        for (int i = 0; i < 2000; i++)
        {
            using Inflater inflater = new();
            byte[] garbage = new byte[random.Next(300)];
            random.NextBytes(garbage);
            if (garbage.Length > 1 && i % 2 == 0) (garbage[0], garbage[1]) = (0x78, 0x9c);
            inflater.TryInflate(garbage, new byte[1 << 14], out int length);
            Assert.InRange(length, 0, (1 << 14) + 1);
        }
    }

    /// <summary>Both sides of a direction with DEFLATE.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly RecordSealer _sealer;
        private readonly ZStream _deflate = new();

        public Pair(ushort id, ushort version)
        {
            RecordProtection protection = new((ProtocolVersion)version, CipherSuite.Find((CipherSuiteId)id)!, CompressionMethod: 1);
            DirectionKeys keys = Protections.RandomKeys(protection, id);
            _sealer = new RecordSealer(protection, keys);
            _deflate.deflateInit(JZlib.Z_DEFAULT_COMPRESSION);
            Opener = Protections.Opener(protection, keys);
        }

        public RecordDecryptor Opener { get; }

        public SealedRecord Seal(byte[] content)
        {
            byte[] output = new byte[content.Length + 1000];
            (_deflate.next_in, _deflate.next_in_index, _deflate.avail_in) = (content, 0, content.Length);
            (_deflate.next_out, _deflate.next_out_index, _deflate.avail_out) = (output, 0, output.Length);
            _deflate.deflate(JZlib.Z_SYNC_FLUSH);
            return _sealer.Seal(ContentType.ApplicationData, output[.._deflate.next_out_index]);
        }

        public void Dispose() => Opener.Dispose();
    }
}
