using System.Globalization;
using TlsDissect.Capture;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Running;
using TlsDissect.Output.Text;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Cli.Runs;

/// <summary>The counts of a run, for the closing lines on standard error and the last line of JSON.</summary>
internal sealed class RunSummary
{
    private const string NotDecrypted = "not decrypted";

    /// <summary>Limit on the ids that are named where one is not found.</summary>
    private const int NamedIds = 5;

    private readonly InputCounts _counts = new();
    private readonly ClaimedDatagrams _claimed = new();
    private PacketCensus? _census;
    private readonly HashSet<long> _found = [];

    /// <summary>The smallest ids of the input, at most <see cref="NamedIds"/>.</summary>
    private readonly SortedSet<long> _first = [];

    /// <summary>What the shown connections contribute to the exit code.</summary>
    public ExitFacts Facts { get; private set; }

    /// <summary>The ids of the connections to show; <c>null</c> for all. The counts always cover all connections.</summary>
    public IReadOnlySet<long>? Selected { get; init; }

    /// <summary>Whether fields decide which connections are shown. Then <see cref="Add(ExitFacts)"/> is called for those.</summary>
    public bool IsSelectedByFields { get; init; }

    /// <summary>Number of connections that the fields selected; <c>null</c> if they select nothing.</summary>
    public long? SelectedByFields { get; set; }

    /// <summary>The selected ids that the input does not have, in order. Those that fields selected are in the input.</summary>
    public IEnumerable<long> NotFound => (Selected ?? new HashSet<long>()).Except(_found).Order();

    /// <summary>The numbers of the connections: the first of them, and how many more there are.</summary>
    public string Ids()
    {
        string[] named = [.. _first.Select(id => id.ToString(CultureInfo.InvariantCulture))];
        if (named.Length == 0) return "no TLS connections";
        string[] all = _counts.Connections > named.Length ? [.. named, $"{Number(_counts.Connections - named.Length)} more"] : named;
        return all is [string only] ? only : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    public long Packets { get; set; }

    /// <summary>TCP connections without TLS.</summary>
    public OtherTcp OtherTcp { get; private set; }

    /// <summary>The packets that were not dissected, from the census of the whole input.</summary>
    public IReadOnlyList<CensusEntry> NotDissected => _census?.NotDissected(_claimed) ?? [];

    /// <summary>Whether there were keys: given, or in the captures.</summary>
    public bool HasKeys { get; set; }

    /// <summary>The exit code of the connections: 1 if an internal error ended one of them.</summary>
    public int Code => _counts.Reasons.ContainsKey(DecryptionReason.InternalError) ? ExitCode.InputFailed : ExitCode.Done;

    /// <summary>The exit code of a run.</summary>
    /// <param name="code">The exit code of its inputs.</param>
    /// <param name="input">Its options.</param>
    public int CodeOf(int code, RunInput input)
    {
        int failed = Math.Max(code, Code);
        return failed == ExitCode.Done && input.FailOn.Hold(Facts, HasKeys) ? ExitCode.ConditionHolds : failed;
    }

    public void Add(ConnectionSummary connection)
    {
        _counts.Add(connection);
        AddId(connection.Id);
        if (!Shows(connection)) return;
        if (Selected is not null && SelectedByFields is null) _found.Add(connection.Id);
        if (!IsSelectedByFields) Add(ExitFacts.Of(connection));
    }

    /// <summary>Whether a connection is shown, unless its fields decide.</summary>
    public bool Shows(ConnectionSummary connection) => Selected?.Contains(connection.Id) != false;

    /// <summary>Notes what shown connections contribute to the exit code.</summary>
    public void Add(ExitFacts facts) => Facts = Facts.Plus(facts);

    public void Add(OtherTcp other) => OtherTcp = OtherTcp.Plus(other);

    /// <summary>
    /// Adds the packets that a part of the run did not dissect. One part counts them; each may read some of them even so.
    /// </summary>
    public void AddUndissected(TlsCapture part)
    {
        _census = part.Census ?? _census;
        _claimed.Add(part.Claimed);
    }

    /// <summary>Adds another dissector's part of the same run.</summary>
    public void Add(RunSummary other)
    {
        Add(other.OtherTcp);
        _counts.Add(other._counts);
        HasKeys |= other.HasKeys;
        _found.UnionWith(other._found);
        foreach (long id in other._first) AddId(id);
        Add(other.Facts);
    }

    /// <summary>The values for JSON.</summary>
    public InputSummary ToInput() => _counts.ToSummary(Packets, OtherTcp, NotDissected);

    /// <summary>Whether a summary is useful. If the input is not a capture, the error is enough.</summary>
    public bool IsWorthTelling(int code) => Packets > 0 || code != ExitCode.InputFailed;

    /// <summary>The first closing line.</summary>
    public override string ToString() =>
        $"{Tls()}{(OtherTcp.Connections > 0 ? $"; {Plural.Of(OtherTcp.Connections, "TCP connection")} without TLS" : "")}" +
        $"{(SelectedByFields is long selected ? $"; {Number(selected)} selected by --where" : "")}";

    /// <summary>The further closing lines: the packets that were not dissected and, if there is no TLS, advice.</summary>
    public IEnumerable<string> Remarks()
    {
        IReadOnlyList<CensusEntry> entries = NotDissected;
        if (entries.Count == 0) yield break;
        yield return NotDissectedText.Line(entries);
        if (_counts.Connections == 0 && NotDissectedText.Advice(entries[0], HasKeys) is string advice) yield return advice;
    }

    private void AddId(long id)
    {
        if (Selected is null || (_first.Count == NamedIds && id > _first.Max)) return;
        _first.Add(id);
        if (_first.Count > NamedIds) _first.Remove(_first.Max);
    }

    private string Tls()
    {
        string read = $"{Plural.Of(Packets, "packet")}, {Plural.Of(_counts.Connections, "TLS connection")}";
        if (_counts.Connections == 0) return read;
        (long Count, string What)[] parts =
        [
            (_counts.Decrypted, "decrypted"),
            (_counts.Partial, "decrypted in part"),
            (_counts.NotNeeded, "in the clear"),
            (_counts.Connections - _counts.Decrypted - _counts.Partial - _counts.NotNeeded, NotDecrypted),
        ];
        parts = [.. parts.Where(part => part.Count > 0)];
        bool isOne = _counts.Connections == 1;
        string reasons = string.Join(", ", _counts.Reasons.Select(r => $"{(isOne ? "" : $"{Number(r.Value)} ")}{r.Key.JsonName()}"));
        string outcome = parts switch
        {
            [(_, string only)] when isOne => $", {only}",
            [(_, NotDecrypted)] => ", none decrypted",
            [(_, string all)] => $", all {all}",
            _ => $": {string.Join(", ", parts.Select(part => $"{Number(part.Count)} {part.What}"))}",
        };
        return $"{read}{outcome}{(reasons.Length > 0 ? $" ({reasons})" : "")}";
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
