using TlsDissect.Capture;

namespace TlsDissect.Fuzz;

/// <summary>Any bytes are a capture that is read to its end, or none; and the same items come however the bytes arrive.</summary>
public class CaptureReaderFuzz
{
    [Fact]
    public void Any_bytes_are_items_or_no_capture() => Fuzzing.Run(Fuzzing.Corpus("capture"), bytes =>
    {
        List<string> whole = Read(new MemoryStream(bytes), bytes.Length);
        List<string> trickled = Read(new Trickle(bytes), bytes.Length);
        // Where compressed data is damaged, a decompressor gives some bytes more or less of what stands in front.
        int same = whole.Zip(trickled).TakeWhile(pair => pair.First == pair.Second).Count();
        int shorter = Math.Min(whole.Count, trickled.Count), longer = Math.Max(whole.Count, trickled.Count);
        Assert.True(IsGzip(bytes) ? same >= shorter - 1 : same == longer, $"{same} of {whole.Count} and {trickled.Count}");
    });

    private static bool IsGzip(byte[] bytes) => bytes is [0x1f, 0x8b, ..];

    private static List<string> Read(Stream stream, int length)
    {
        List<string> items = [];
        try
        {
            using IPacketSource source = CaptureFile.Open(stream, "fuzz");
            long packets = 0;
            while (source.TryRead(out CapturedItem item))
            {
                if (item.Kind == CapturedItemKind.Packet) Assert.Equal(++packets, item.PacketNumber);
                items.Add($"{item.Kind} {item.PacketNumber} {item.Time.Nanoseconds} {item.LinkType} {item.OriginalLength} " +
                    $"{Convert.ToHexString(item.Data)} {item.Text}");
                // Every item takes some bytes of the file, a compressed one a bounded number of items.
                Assert.True(items.Count <= 100_000 + length);
            }

            Assert.False(source.TryRead(out _));
        }
        catch (CaptureException e)
        {
            items.Add(e.Message);
        }

        return items;
    }

    /// <summary>A few bytes at a time, as a slow pipe gives them.</summary>
    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
    }
}
