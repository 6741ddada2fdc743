using TlsDissect.Output.Tables;

namespace TlsDissect.Cli.Lists;

/// <summary>Fits columns into the width of a terminal.</summary>
internal static class ListLayout
{
    /// <summary>Columns of the screen between two columns.</summary>
    public const int Gap = 2;

    /// <summary>
    /// Returns the columns that are shown, by their place, each with its width. Those that can be shortened are; then the columns of the
    /// lowest ranks are left out. One column always remains.
    /// </summary>
    /// <param name="columns">All columns.</param>
    /// <param name="natural">The width of each that needs no shortening.</param>
    /// <param name="width">The width of the terminal; 0 for no limit.</param>
    public static IReadOnlyList<(int Place, int Width)> Fit(IReadOnlyList<ConnectionColumn> columns, IReadOnlyList<int> natural, int width)
    {
        List<int> shown = [.. Enumerable.Range(0, columns.Count)];
        if (width == 0) return [.. shown.Select(place => (place, natural[place]))];
        int Least(int place) => columns[place].Least is int least ? Math.Min(least, natural[place]) : natural[place];
        int Room() => width - Gap * (shown.Count - 1) - shown.Sum(Least);
        while (shown.Count > 1 && Room() < 0) shown.Remove(shown.MinBy(place => columns[place].Rank));
        int room = Math.Max(0, Room());
        int[] widths = [.. shown.Select(place => Math.Min(Least(place), width))];
        // The columns that lack little are whole before the others share what is left.
        foreach (int i in Enumerable.Range(0, shown.Count).OrderBy(i => natural[shown[i]] - widths[i]))
        {
            int more = Math.Min(natural[shown[i]] - widths[i], room);
            widths[i] += more;
            room -= more;
        }

        return [.. shown.Zip(widths)];
    }
}
