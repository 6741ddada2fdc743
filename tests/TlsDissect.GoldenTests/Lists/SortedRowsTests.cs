using System.Text;
using TlsDissect.Cli.Lists;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;

namespace TlsDissect.GoldenTests.Lists;

public class SortedRowsTests
{
    private static readonly ConnectionField Id = ConnectionFields.Get("id");
    private static readonly ConnectionField Name = ConnectionFields.Get("server_name");

    [Theory]
    [InlineData(false, "3 1 2 4")]
    [InlineData(true, "2 1 3 4")]
    public void Rows_without_a_value_are_last_either_way(bool isDescending, string expected)
    {
        Kept kept = new();
        SortedRows rows = new(kept, new RowOrder(ConnectionColumns.Find("name")!, isDescending), long.MaxValue);
        foreach (FieldRow row in Rows("b", "c", "a", null)) rows.Write(row);
        rows.Complete();
        Assert.Equal(expected, kept.Ids);
        Assert.Equal(0, rows.Dropped);
    }

    [Fact]
    public void Rows_that_are_equal_stay_as_they_came()
    {
        Kept kept = new();
        SortedRows rows = new(kept, new RowOrder(ConnectionColumns.Find("name")!, false), long.MaxValue);
        foreach (FieldRow row in Rows("b", "a", "b", "a")) rows.Write(row);
        rows.Complete();
        Assert.Equal("2 4 1 3", kept.Ids);
    }

    [Fact]
    public void Above_the_limit_those_that_are_last_in_the_order_are_dropped_and_counted()
    {
        FieldRow[] all = [.. Rows([.. Enumerable.Range(0, 100).Select(i => $"{(i * 37) % 100:00}")])];
        Kept kept = new();
        SortedRows rows = new(kept, new RowOrder(ConnectionColumns.Find("name")!, false), all.Take(20).Sum(row => (long)row.Bytes));
        foreach (FieldRow row in all) rows.Write(row);
        rows.Complete();

        Assert.InRange(kept.Rows.Count, 10, 20);
        Assert.Equal(100, kept.Rows.Count + rows.Dropped);
        // None is dropped before one that is kept.
        Assert.Equal(Enumerable.Range(0, kept.Rows.Count).Select(i => $"{i:00}"), kept.Rows.Select(row => row.First(Name)?.Text));
    }

    private static IEnumerable<FieldRow> Rows(params string?[] names)
    {
        using FieldReader reader = new(new FieldSelection([Id, Name]));
        foreach ((int i, string? name) in names.Index())
        {
            string text = name is null ? "null" : $"\"{name}\"";
            yield return reader.Read(Encoding.UTF8.GetBytes($$"""{"id":{{i + 1}},"server_name":{{text}}}"""));
        }
    }

    private sealed class Kept : IRowWriter
    {
        public List<FieldRow> Rows { get; } = [];

        public string Ids => string.Join(' ', Rows.Select(row => row.First(Id)?.Text));

        public void Write(FieldRow row) => Rows.Add(row);

        public void Complete()
        {
        }
    }
}
