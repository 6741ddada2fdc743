using TlsDissect.Findings.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Findings.Protocol;

/// <summary>Moduli are tested in order, each once, and not more than the limit.</summary>
public class ModulusTableTests
{
    private static readonly HashSet<string> Nothing = [];

    [Fact]
    public void The_first_ones_are_tested_and_the_rest_is_told()
    {
        MemoryBudget memory = new();
        ModulusTable table = new(2, Nothing, memory);
        Assert.Equal(FindingSeverity.Critical, table.Add(Modulus(33))?.Severity);
        Assert.Equal(FindingSeverity.Low, table.Add(Modulus(29))?.Severity);
        Assert.False(table.HasUntested);
        Assert.Null(table.Add(Modulus(35)));
        Assert.True(table.HasUntested);
        Assert.Equal(FindingSeverity.Critical, table.Add(Modulus(33))?.Severity);

        // Another input begins: its own first ones are tested.
        table.Clear();
        Assert.Equal(FindingSeverity.Critical, table.Add(Modulus(35))?.Severity);
    }

    [Fact]
    public void A_safe_prime_is_not_a_finding() => Assert.Null(new ModulusTable(1, Nothing).Add(Modulus(23)));

    /// <summary>A test of each of these takes tens of milliseconds.</summary>
    [Fact]
    public void However_many_there_are_only_so_many_are_tested()
    {
        ModulusTable table = new(2, Nothing);
        byte[] modulus = GroupSamples.Fill(384, 0xFF);
        int found = 0;
        for (int i = 0; i < 100_000; i++)
        {
            BitConverter.TryWriteBytes(modulus.AsSpan(64), i);
            if (table.Add(new DhParameters((byte[])[.. modulus], new byte[] { 2 }, new byte[] { 3 }, i + 1)) is not null) found++;
        }

        Assert.InRange(found, 0, 2);
        Assert.True(table.HasUntested);
    }

    [Fact]
    public void What_is_ignored_or_turned_off_is_not_tested()
    {
        Assert.False(new ModulusTable(5, new HashSet<string> { "unsafe_dh_group" }).IsUsed);
        ModulusTable none = new(0, Nothing);
        Assert.Null(none.Add(Modulus(33)));
        Assert.False(none.HasUntested);
    }

    private static DhParameters Modulus(byte prime) => new(new[] { prime }, new byte[] { 2 }, new byte[] { 3 }, 1);
}
