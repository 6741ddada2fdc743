using TlsDissect.Capture.Sources;
using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Sources;

/// <summary>Many damaged places of one kind in one file give a few warnings, and reading goes on.</summary>
public sealed class BoundedWarningTests
{
    private const int Many = 1000;

    private const string Last = "further warnings of this kind are not shown";

    public static TheoryData<string> Kinds =>
        ["short block", "packet past its block", "secrets past their block", "undeclared interface", "no block"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_is_told_ten_times_and_the_last_says_so(string kind)
    {
        PcapNgBytes file = new PcapNgBytes().Interface();
        for (int i = 0; i < Many; i++)
        {
            Damage(file, kind);
            file.Packet([1, 2, 3, 4]);
        }

        List<OwnedItem> items = OwnedItem.ReadAll(file.ToArray());

        Assert.Equal(Many, items.Count(item => item.Kind == CapturedItemKind.Packet));
        List<OwnedItem> warnings = [.. items.Where(item => item.Kind == CapturedItemKind.Warning)];
        Assert.Equal(10, warnings.Count);
        Assert.Equal(Many + 10, items.Count);
        Assert.Single(warnings, warning => warning.Text.Contains(Last, StringComparison.Ordinal));
        Assert.EndsWith(Last, warnings[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_that_is_told_enough_hides_no_other()
    {
        PcapNgBytes file = new PcapNgBytes().Interface();
        foreach (string kind in new[] { "short block", "undeclared interface", "no block" })
        {
            for (int i = 0; i < 20; i++)
            {
                Damage(file, kind);
                file.Packet([1, 2, 3, 4]);
            }
        }

        Assert.Equal(30, OwnedItem.ReadAll(file.ToArray()).Count(item => item.Kind == CapturedItemKind.Warning));
    }

    [Fact]
    public void A_million_interfaces_give_one_warning_and_take_bounded_memory()
    {
        PcapNgBytes file = new();
        byte[] one = new PcapNgBytes().Interface().ToArray()[28..];
        byte[] interfaces = new byte[1_000_000 * one.Length];
        for (int i = 0; i < 1_000_000; i++) one.CopyTo(interfaces, i * one.Length);
        byte[] content = [.. file.ToArray(), .. interfaces,
            .. new PcapNgBytes().Packet([1], interfaceId: 65_535).Packet([2], interfaceId: 65_536).Packet([3]).ToArray()[28..]];

        long before = GC.GetAllocatedBytesForCurrentThread();
        List<OwnedItem> items = OwnedItem.ReadAll(content);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(["01", "03"], items.Where(item => item.Kind == CapturedItemKind.Packet).Select(item => item.Data));
        Assert.Equal(2, items.Count(item => item.Kind == CapturedItemKind.Warning));
        Assert.Single(items, item => item.Text.Contains("more than 65536 interfaces", StringComparison.Ordinal));
        Assert.Single(items, item => item.Text.Contains("interface 65536, which is not declared", StringComparison.Ordinal));
        Assert.InRange(allocated, 0, 16 << 20);
    }

    [Fact]
    public void Link_types_that_a_filter_means_nothing_for_are_told_ten_times()
    {
        PcapNgBytes file = new();
        for (int i = 0; i < 100; i++) file.Interface((LinkType)(147 + i % 16 + 1000 * (i / 16)));
        for (int i = 0; i < 100; i++) file.Packet(new byte[60], interfaceId: i);
        using FilteredSource source =
            new(CaptureFile.Open(new MemoryStream(file.ToArray()), "made"), CaptureFilter.Parse("ether host 02:00:00:00:00:01"));
        List<string> warnings = [];
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind == CapturedItemKind.Warning) warnings.Add(item.Text);
        }

        Assert.Equal(10, warnings.Count);
        Assert.EndsWith(Last, warnings[^1], StringComparison.Ordinal);
    }

    private static void Damage(PcapNgBytes file, string kind)
    {
        switch (kind)
        {
            case "short block":
                file.Block(6, body => body.UInt32(0));
                break;
            case "packet past its block":
                file.Block(6, body => body.UInt32(0).UInt32(0).UInt32(0).UInt32(0x7FFFFFFF).UInt32(4).Raw(new byte[4]));
                break;
            case "secrets past their block":
                file.Block(10, body => body.UInt32(CapturedItem.TlsKeyLog).UInt32(0xFFFFFFFF));
                break;
            case "undeclared interface":
                // Once a section is said anyway.
                file.Packet([9], interfaceId: 7).Section(littleEndian: true).Interface();
                break;
            case "no block":
                file.Raw(Enumerable.Repeat((byte)0xEE, 64).ToArray());
                break;
        }
    }
}
