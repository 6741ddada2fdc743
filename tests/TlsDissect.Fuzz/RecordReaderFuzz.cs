using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Fuzz;

/// <summary>
/// Any bytes as one direction of a connection: the same records come out however they are split, with a gap none throws, and every byte is
/// accounted for.
/// </summary>
public class RecordReaderFuzz
{
    [Fact]
    public void Any_bytes_give_the_same_records_in_any_pieces() => Fuzzing.Run(Fuzzing.Corpus("records"), bytes =>
    {
        List<string> whole = Read(bytes, bytes.Length, gap: false);
        Assert.Equal(whole, Read(bytes, 1, gap: false));
        Assert.Equal(whole, Read(bytes, 1 + bytes.Length % 97, gap: false));
        Read(bytes, 1 + bytes.Length % 61, gap: true);
    });

    private static List<string> Read(byte[] bytes, int piece, bool gap)
    {
        Recorder recorder = new();
        using RecordReader reader = new(0, recorder);
        reader.WatchPreTlsData();
        long packet = 0, missing = 0;
        for (int at = 0; at < bytes.Length; at += piece)
        {
            StreamPosition position = new(++packet, new CaptureTime(packet));
            bool isMissing = gap && packet % 5 == 0;
            if (isMissing) missing += piece;
            if (isMissing) reader.Gap(piece, position);
            else reader.Read(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)), position);
        }

        reader.Complete(new StreamPosition(packet, new CaptureTime(packet)));
        // The last gap may reach behind the bytes.
        long end = missing > 0 && packet % 5 == 0 ? packet * piece : bytes.Length;
        Assert.Equal(end, recorder.Accounted + missing);
        return recorder.Lines;
    }

    private sealed class Recorder : IRecordHandler
    {
        public List<string> Lines { get; } = [];

        /// <summary>Bytes before the first record, in whole records and in none.</summary>
        public long Accounted { get; private set; }

        public void OnPreTlsData(int side, ReadOnlySpan<byte> bytes) => Accounted += bytes.Length;

        public void OnUnread(int side, in UnreadBytes unread) => Accounted += unread.Length;

        /// <summary>Some are skipped.</summary>
        public bool WantsFragment(int side, in RecordHeader header) => header.Type != ContentType.ApplicationData || header.Length % 3 != 0;

        public void OnRecord(int side, in TlsRecord record)
        {
            Assert.Equal(record.Header.Length, record.Fragment.Length);
            Accounted += RecordHeader.Size + record.Header.Length;
            Lines.Add($"{record.Header.Type} {Convert.ToHexString(record.Fragment)}");
        }

        public void OnSkipped(int side, in RecordHeader header, in StreamPosition position)
        {
            Accounted += RecordHeader.Size + header.Length;
            Lines.Add($"skipped {header.Type} {header.Length}");
        }

        public void OnTruncated(int side, in RecordHeader header, ReadOnlySpan<byte> fragment, in StreamPosition position)
        {
            Assert.True(fragment.Length < header.Length);
            Lines.Add($"cut {header.Type} {fragment.Length}");
        }

        public void OnSsl2ClientHello(int side, ReadOnlySpan<byte> message, in StreamPosition position)
        {
            Accounted += 2 + message.Length;
            Lines.Add($"ssl2 {Convert.ToHexString(message)}");
        }

        public void OnLost(int side, long missing, int? records, in StreamPosition position) => Lines.Add($"lost {missing} {records}");

    }
}
