using CsCheck;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Records;

public class RecordLaws
{
    private static readonly Gen<byte[]> AnyRecord =
        Gen.Select(Gen.Int[20, 24], Gen.Int[1, 128], Gen.Byte)
            .Select((type, length, fill) => WireRecords.Record((ContentType)type, [.. Enumerable.Repeat(fill, length)]));

    /// <summary>Contents of a direction: records, with cleartext, random bytes and hellos among them.</summary>
    private static readonly Gen<byte[]> AnyPiece = Gen.Frequency(
        (8, AnyRecord),
        (2, Gen.Int[0, 300].Select(WireRecords.Hello)),
        (1, Gen.Const(WireRecords.Alert())),
        (1, Gen.Const(WireRecords.Data(0))),
        (1, Gen.Const(WireRecords.Data(2000))),
        (1, Gen.Const(WireRecords.Ssl2Hello())),
        (1, Gen.Byte.Array[1, 20]),
        (1, Gen.Const("220 mail.example ESMTP\r\n"u8.ToArray())));

    internal static readonly Gen<byte[]> AnyStream = AnyPiece.Array[1, 12].Select(pieces => pieces.SelectMany(p => p).ToArray());

    [Fact]
    public void Any_split_gives_the_same_records() =>
        Gen.Select(AnyStream, Gen.Int[1, 40].Array[1, 10], Gen.Int[0, 3]).Sample((stream, sizes, skipped) =>
        {
            using RecordRecorder whole = Recorder(skipped), split = Recorder(skipped), bytewise = Recorder(skipped);
            whole.Read(stream).Complete();
            split.ReadSplit(stream, sizes).Complete();
            bytewise.ReadSplit(stream, 1).Complete();
            Assert.Equal(whole.Lines, split.Lines);
            Assert.Equal(whole.Lines, bytewise.Lines);
        }, iter: 600);

    [Fact]
    public void Records_come_out_as_they_went_in() =>
        Gen.Select(AnyRecord.Array[0, 20], Gen.Int[1, 500].Array[1, 10]).Sample((records, sizes) =>
        {
            using RecordRecorder recorder = new();
            recorder.ReadSplit([.. WireRecords.Hello(), .. records.SelectMany(r => r)], sizes);
            // A change_cipher_spec is small: a larger one ends the framing, which is another test's matter.
            Assert.Equal(records, recorder.Fragments.Skip(1).Zip(records).Select(p => (byte[])[.. p.Second[..5], .. p.First]));
        }, iter: 200);

    [Fact]
    public void Gap_inside_a_fragment_loses_that_record_alone() =>
        Gen.Select(Gen.Int[1, 60].Array[2, 10], Gen.Int[0, 9], Gen.Int[0, 58], Gen.Int[1, 60], Gen.Bool)
            .Sample((lengths, which, from, size, skip) =>
        {
            which %= lengths.Length;
            from %= lengths[which];
            size = Math.Min(size, lengths[which] - from);
            using RecordRecorder recorder = new() { Wants = _ => !skip };
            recorder.Read(WireRecords.Hello());
            for (int i = 0; i < lengths.Length; i++)
            {
                byte[] record = WireRecords.Data(lengths[i]);
                if (i == which) recorder.Read(record.AsSpan(0, 5 + from)).Gap(size).Read(record.AsSpan(5 + from + size));
                else recorder.Read(record);
            }

            Assert.Equal(lengths.Length - 1,
                recorder.Lines.Count(
                    line => line.Contains("ApplicationData", StringComparison.Ordinal) &&
                        !line.StartsWith("cut", StringComparison.Ordinal)));
            Assert.Single(recorder.Lines, $"lost {size} 1");
        }, iter: 200);

    [Fact]
    public void Any_gap_is_told_and_whole_records_behind_it_are_found_again() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 400], Gen.Int[1, 50].Array[1, 5]).Sample((from, size, sizes) =>
        {
            byte[] hello = WireRecords.Hello();
            byte[] records = [.. Enumerable.Range(0, 10).SelectMany(i => WireRecords.Data(45, (byte)(0x80 + i)))];
            using RecordRecorder recorder = new();
            recorder.Read(hello).ReadSplit(records.AsSpan(0, from), sizes).Gap(size).ReadSplit(records.AsSpan(from + size), sizes)
                .Complete();
            Assert.Equal(size, recorder.Missing);
            int touched = (from + size - 1) / 50 - from / 50 + 1;
            Assert.Equal(10 - touched, recorder.Fragments.Count - 1);
        }, iter: 500);

    [Fact]
    public void Records_that_later_ones_confirm_belong_to_the_packets_that_brought_them() =>
        Gen.Select(Gen.Int[1, 200].Array[3, 10], Gen.Int[40, 400].Array[1, 5], Gen.Bool, Gen.Bool)
            .Sample((lengths, sizes, isAfterLoss, isWanted) =>
        {
            using RecordRecorder recorder = new() { Wants = _ => isWanted };
            int before = isAfterLoss ? 2 : 0;
            if (isAfterLoss) recorder.Read(WireRecords.Hello()).Gap(1000);
            recorder.ReadSplit([.. lengths.SelectMany(length => WireRecords.Data(length))], sizes).Complete();
            int end = 0;
            Assert.Equal(lengths.Select(length => before + 1L + Piece((end += 5 + length) - 1, sizes)),
                recorder.Packets.Skip(isAfterLoss ? 1 : 0));
        }, iter: 500);

    /// <summary>The piece that has a byte, of pieces of these sizes, over and over.</summary>
    private static int Piece(int offset, int[] sizes)
    {
        int piece = 0;
        for (; offset >= sizes[piece % sizes.Length]; piece++) offset -= sizes[piece % sizes.Length];
        return piece;
    }

    [Fact]
    public void Random_bytes_are_not_taken_for_TLS()
    {
        // Stated: fewer than one false find in 32 MiB of random bytes. Three chained headers agree by chance once in 10^19.
        Random random = new(20260105);
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < 32; i++)
        {
            random.NextBytes(bytes);
            using RecordRecorder recorder = new();
            recorder.ReadSplit(bytes, 1460).Complete();
            Assert.Empty(recorder.Lines);
        }
    }

    [Fact]
    public void Random_bytes_in_and_after_records_do_not_throw() =>
        Gen.Select(AnyStream, Gen.Int[0, 100_000].Array[0, 20], Gen.Byte, Gen.Int[1, 100].Array[1, 5], Gen.Int[0, 5])
            .Sample((stream, places, value, sizes, gap) =>
        {
            byte[] changed = [.. stream];
            foreach (int place in places) changed[place % changed.Length] ^= (byte)(value | 1);
            using RecordRecorder recorder = new();
            int half = changed.Length / 2;
            recorder.ReadSplit(changed.AsSpan(0, half), sizes);
            if (gap > 0) recorder.Gap(gap);
            recorder.ReadSplit(changed.AsSpan(half), sizes).Complete();
        }, iter: 600);

    private static RecordRecorder Recorder(int skipped) => new() { Wants = header => skipped == 0 || (int)header.Type % 3 != skipped - 1 };
}
