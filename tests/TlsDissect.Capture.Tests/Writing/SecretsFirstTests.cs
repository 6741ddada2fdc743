using System.Text;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Capture.Writing;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Writing;

public class SecretsFirstTests
{
    [Fact]
    public void Secrets_come_first_in_their_order_and_all_else_stays_in_its_own()
    {
        MemoryStream file = new();
        PcapNgWriter writer = new(file);
        int id = writer.AddInterface(LinkType.Raw);
        for (byte i = 0; i < 5; i++)
        {
            writer.WritePacket(id, new CaptureTime(i), [i, i], 2, $"packet {i}");
            writer.WriteSecrets(CapturedItem.TlsKeyLog, Encoding.ASCII.GetBytes($"line {i}\n"));
        }

        writer.WriteStatistics(id, new CaptureTime(9), 5, 0);
        List<OwnedItem> before = OwnedItem.ReadAll(file.ToArray());
        MemoryStream inOrder = new();
        SecretsFirst.Write(file, inOrder);
        List<OwnedItem> after = OwnedItem.ReadAll(inOrder.ToArray());

        Assert.Equal(file.Length, inOrder.Length);
        Assert.Equal(Enumerable.Repeat(CapturedItemKind.Secrets, 5), after.Take(5).Select(item => item.Kind));
        Assert.Equal(before.Where(item => item.Kind == CapturedItemKind.Secrets).Select(item => item.Data),
            after.Take(5).Select(item => item.Data));
        Assert.Equal(before.Where(item => item.Kind != CapturedItemKind.Secrets), after.Skip(5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public void A_file_that_is_cut_off_is_refused(int cut)
    {
        MemoryStream file = new();
        PcapNgWriter writer = new(file);
        writer.AddInterface(LinkType.Raw);
        file.SetLength(file.Length - cut);

        Assert.ThrowsAny<IOException>(() => SecretsFirst.Write(file, new MemoryStream()));
    }

    [Fact]
    public void Room_takes_lines_until_it_is_full_and_the_file_is_whole_at_every_moment()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite);
            PcapNgWriter writer = new(file);
            ReservedSecretsBlock room = new(writer, file, 40);
            writer.AddInterface(LinkType.Raw);
            writer.WritePacket(0, new CaptureTime(1), [1], 1);
            file.Flush();
            string[] lines = ["first line is this\n", "second one\n", "too long for the room\n", "third\n"];
            bool[] taken = [.. lines.Select(room.TryWrite)];

            Assert.Equal([true, true, false, true], taken);
            Assert.True(room.IsScarce);
            Assert.Equal(40 - 36, room.Left);
            List<OwnedItem> items = OwnedItem.ReadAll(File.ReadAllBytes(path));
            Assert.Equal("first line is this\nsecond one\nthird\n\n\n\n\n",
                Encoding.ASCII.GetString(Convert.FromHexString(items.Single(item => item.Kind == CapturedItemKind.Secrets).Data)));
            Assert.Single(OwnedItem.Packets(items));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
