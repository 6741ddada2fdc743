using System.Text;
using CsCheck;
using TlsDissect.Cli.Lists;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;
using TlsDissect.Output.Text;

namespace TlsDissect.GoldenTests.Lists;

public class ListLayoutTests
{
    private static readonly Gen<int[]> Natural = Gen.Int[1, 60].Array[ConnectionColumns.Usual.Length];

    [Fact]
    public void A_row_is_never_wider_than_the_terminal_unless_one_column_is() => Sample((natural, width) =>
    {
        IReadOnlyList<(int Place, int Width)> shown = ListLayout.Fit(ConnectionColumns.Usual, natural, width);
        Assert.InRange(shown.Sum(column => column.Width) + ListLayout.Gap * (shown.Count - 1), 1, width);
    });

    [Fact]
    public void No_column_is_wider_than_it_needs_or_narrower_than_it_can_be() => Sample((natural, width) =>
    {
        IReadOnlyList<(int Place, int Width)> shown = ListLayout.Fit(ConnectionColumns.Usual, natural, width);
        foreach ((int place, int columns) in shown)
        {
            int least = Math.Min(ConnectionColumns.Usual[place].Least ?? natural[place], natural[place]);
            Assert.InRange(columns, Math.Min(least, width), natural[place]);
        }
    });

    [Fact]
    public void Columns_of_the_lowest_ranks_are_left_out_first() => Sample((natural, width) =>
    {
        int[] shown = [.. ListLayout.Fit(ConnectionColumns.Usual, natural, width).Select(column => column.Place)];
        int lowest = shown.Min(place => ConnectionColumns.Usual[place].Rank);
        Assert.Equal(ConnectionColumns.Usual.Count(column => column.Rank >= lowest), shown.Length);
        Assert.Equal(shown.Order(), shown);
    });

    [Fact]
    public void Large_rows_do_not_wait_for_a_thousand_of_them()
    {
        StringWriter output = new();
        ConnectionColumn name = ConnectionColumns.Find("server_name")!;
        ListTable table = new(output, [name], new TextOptions { Width = 80 }, sample: 1000);
        using FieldReader reader = new(new FieldSelection([.. name.Fields, .. ListTotals.Fields]));
        byte[] large = Encoding.UTF8.GetBytes($$"""{"server_name":"{{new string('a', 2 << 20)}}"}""");
        for (int i = 0; i < 4; i++) table.Write(reader.Read(large));
        Assert.Equal(5, output.ToString().Count(character => character == '\n'));
    }

    private static void Sample(Action<int[], int> check) => Gen.Select(Natural, Gen.Int[20, 300]).Sample(check);

    [Fact]
    public void Every_usual_column_has_a_rank_of_its_own() => Assert.Distinct(ConnectionColumns.Usual.Select(column => column.Rank));

    [Fact]
    public void Without_a_limit_all_columns_are_whole() => Natural.Sample(natural =>
        Assert.Equal(natural, ListLayout.Fit(ConnectionColumns.Usual, natural, 0).Select(column => column.Width)));
}
