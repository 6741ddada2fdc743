using System.Globalization;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Running;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Cli.Runs;

/// <summary>The counts of a run, for the closing lines on standard error and the last line of JSON.</summary>
internal sealed class RunSummary
{
    private readonly InputCounts _counts = new();
    private readonly HashSet<long> _found = [];
    private bool _isUndecrypted;

    /// <summary>The ids of the connections to show; <c>null</c> for all. The counts always cover all connections.</summary>
    public IReadOnlySet<long>? Selected { get; init; }

    /// <summary>The selected ids that the input does not have, in order.</summary>
    public IEnumerable<long> NotFound => (Selected ?? new HashSet<long>()).Except(_found).Order();

    public long Packets { get; set; }

    /// <summary>TCP connections without TLS.</summary>
    public OtherTcp OtherTcp { get; private set; }

    /// <summary>The packets that were not dissected, from the census of the whole input.</summary>
    public IReadOnlyList<CensusEntry> NotDissected { get; set; } = [];

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
        return failed == ExitCode.Done && input.FailOnUndecrypted && _isUndecrypted && HasKeys ? ExitCode.Undecrypted : failed;
    }

    public void Add(ConnectionSummary connection)
    {
        _counts.Add(connection);
        if (Selected?.Contains(connection.Id) == false) return;
        if (Selected is not null) _found.Add(connection.Id);
        // A connection that carried no application data has nothing to decrypt.
        _isUndecrypted |= connection is { Status: DecryptionStatus.None or DecryptionStatus.Partial,
            Reason: not DecryptionReason.NoApplicationData };
    }

    public void Add(OtherTcp other) => OtherTcp = OtherTcp.Plus(other);

    /// <summary>Adds another dissector's part of the same run.</summary>
    public void Add(RunSummary other)
    {
        Add(other.OtherTcp);
        _counts.Add(other._counts);
        HasKeys |= other.HasKeys;
        _found.UnionWith(other._found);
        _isUndecrypted |= other._isUndecrypted;
    }

    /// <summary>The values for JSON.</summary>
    public InputSummary ToInput() => _counts.ToSummary(Packets, OtherTcp, NotDissected);

    /// <summary>Whether a summary is useful. If the input is not a capture, the error is enough.</summary>
    public bool IsWorthTelling(int code) => Packets > 0 || code != ExitCode.InputFailed;

    /// <summary>The first closing line.</summary>
    public override string ToString() =>
        $"{Tls()}{(OtherTcp.Connections > 0 ? $"; {Count(OtherTcp.Connections, "other TCP connection")}" : "")}";

    /// <summary>The further closing lines: the packets that were not dissected and, if there is no TLS, advice.</summary>
    public IEnumerable<string> Remarks()
    {
        if (NotDissected.Count == 0) yield break;
        yield return NotDissectedText.Line(NotDissected);
        if (_counts.Connections == 0 && NotDissectedText.Advice(NotDissected[0]) is string advice) yield return advice;
    }

    private string Tls()
    {
        string read = $"{Count(Packets, "packet")}, {Count(_counts.Connections, "TLS connection")}";
        if (_counts.Connections == 0) return read;
        List<string> parts = [$"{Number(_counts.Decrypted)} decrypted"];
        if (_counts.Partial > 0) parts.Add($"{Number(_counts.Partial)} in part");
        if (_counts.NotNeeded > 0) parts.Add($"{Number(_counts.NotNeeded)} in the clear");
        if (_counts.Connections - _counts.Decrypted - _counts.Partial - _counts.NotNeeded is long closed and > 0)
            parts.Add($"{Number(closed)} not");
        string reasons = string.Join(", ", _counts.Reasons.Select(r => $"{Number(r.Value)} {r.Key.JsonName()}"));
        return $"{read}: {string.Join(", ", parts)}{(reasons.Length > 0 ? $" ({reasons})" : "")}";
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(long count, string what) => $"{Number(count)} {what}{(count == 1 ? "" : "s")}";
}
