using System.Collections.Immutable;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Tables;

/// <summary>The columns of a list of connections.</summary>
internal static class ConnectionColumns
{
    private static readonly ConnectionField Id = ConnectionFields.Get("id");
    private static readonly ConnectionField Start = ConnectionFields.Get("start");
    private static readonly ConnectionField ServerName = ConnectionFields.Get("server_name");
    private static readonly ConnectionField Version = ConnectionFields.Get("version");

    /// <summary>The columns with names of their own, in the order in which they are shown.</summary>
    public static ImmutableArray<ConnectionColumn> Usual { get; } =
    [
        ConnectionColumn.Of(Id) with { Tone = static _ => CellTone.Faint, Least = null, Usual = 7, Rank = 12 },
        new ConnectionColumn("time", [Start], row => ValuesOf(row, Start))
        {
            Kind = FieldKind.Time,
            Display = ToSeconds,
            Tone = static _ => CellTone.Faint,
            Least = null,
            Usual = "2026-01-05 10:00:00".Length,
            Rank = 3,
        },
        Endpoint("client") with { Rank = 4 },
        Endpoint("server") with { Rank = 8 },
        new ConnectionColumn("name", [ServerName], row => ValuesOf(row, ServerName))
        {
            Display = WireText.Name,
            Least = 14,
            Usual = 30,
            Rank = 11,
        },
        ConnectionColumn.Of(Version) with { Least = null, Usual = "TLS 1.3".Length, Rank = 7 },
        new ConnectionColumn("suite", ShortSuite.Fields, ShortSuite.Of) { Least = 18, Usual = 24, Rank = 5 },
        new ConnectionColumn("authentication", AuthenticationCell.Fields, AuthenticationCell.Of)
        {
            Order = static (one, other) =>
                string.CompareOrdinal(AuthenticationCell.Of(one).FirstOrDefault(), AuthenticationCell.Of(other).FirstOrDefault()),
            Least = 8,
            Usual = 14,
            Rank = 2,
        },
        new ConnectionColumn("outcome", OutcomeCell.Fields, OutcomeCell.Of)
        {
            Tone = OutcomeCell.Tone,
            Least = "established".Length,
            Usual = 20,
            Rank = 10,
        },
        new ConnectionColumn("decrypted", DecryptedCell.Fields, DecryptedCell.Of) { Tone = DecryptedCell.Tone, Usual = 16, Rank = 9 },
        new ConnectionColumn("bytes", BytesCell.Fields, BytesCell.Of)
        {
            Kind = FieldKind.Number,
            Order = static (one, other) => BytesCell.Sum(one).CompareTo(BytesCell.Sum(other)),
            Least = null,
            Usual = 9,
            Rank = 1,
        },
        new ConnectionColumn("findings", FindingsCell.Fields, FindingsCell.Of)
        {
            Order = FindingsCell.Compare,
            Tone = FindingsCell.Tone,
            KeepsStart = true,
            Usual = 16,
            Rank = 6,
        },
    ];

    /// <summary>All names that <see cref="Find"/> takes. Every row is a connection, so the type of the line is not among them.</summary>
    public static IEnumerable<string> Names => Usual.Select(column => column.Name)
        .Concat(ConnectionFields.All.Select(known => known.Path).Where(path => path != "type")).Distinct();

    /// <summary>Finds a column by its own name or the path of a field; <c>null</c> if there is none.</summary>
    public static ConnectionColumn? Find(string name) => Usual.FirstOrDefault(column => column.Name == name) ??
        (Names.Contains(name) ? ConnectionColumn.Of(ConnectionFields.Get(name)) : null);

    private static ConnectionColumn Endpoint(string side)
    {
        ConnectionField address = ConnectionFields.Get($"{side}.address");
        ConnectionField port = ConnectionFields.Get($"{side}.port");
        IEnumerable<string> Of(FieldRow row)
        {
            if (row.First(address) is not FieldValue host) yield break;
            yield return host.Text.Contains(':', StringComparison.Ordinal)
                ? $"[{host.Text}]:{row.First(port)?.Text}"
                : $"{host.Text}:{row.First(port)?.Text}";
        }

        return new ConnectionColumn(side, [address, port], Of) { Least = 15, Usual = "192.168.100.100:50000".Length };
    }

    /// <summary>Seconds are enough to find a connection again; other formats have all digits.</summary>
    private static string ToSeconds(string time)
    {
        const int toSeconds = 19;
        return time.Length > toSeconds ? time[..toSeconds].Replace('T', ' ') : time;
    }

    private static IEnumerable<string> ValuesOf(FieldRow row, ConnectionField field) => row[field].Select(value => value.Text);
}
