using System.Globalization;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Running;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Cli.Runs;

/// <summary>What a run found, counted for the closing lines on standard error and the last line of JSON.</summary>
internal sealed class RunSummary
{
    private readonly InputCounts _counts = new();
    private readonly HashSet<long> _found = [];
    private bool _isUndecrypted;

    /// <summary>The connections that were asked for, by id; <c>null</c> for all. The counts are of all.</summary>
    public IReadOnlySet<long>? Selected { get; init; }

    /// <summary>Those that were asked for and that the input does not have, in order.</summary>
    public IEnumerable<long> NotFound => (Selected ?? new HashSet<long>()).Except(_found).Order();

    public long Packets { get; set; }

    /// <summary>TCP connections without TLS.</summary>
    public OtherTcp OtherTcp { get; private set; }

    /// <summary>What was not dissected, as the census of the whole input has it.</summary>
    public IReadOnlyList<CensusEntry> NotDissected { get; set; } = [];

    /// <summary>Whether there was anything to decrypt with: given, or in the captures.</summary>
    public bool HasKeys { get; set; }

    /// <summary>The exit code that the connections lead to: 1 if an internal error ended one of them.</summary>
    public int Code => _counts.Reasons.ContainsKey(DecryptionReason.InternalError) ? ExitCode.InputFailed : ExitCode.Done;

    /// <summary>The exit code of a run.</summary>
    /// <param name="code">Of its inputs.</param>
    /// <param name="input">What it was asked for.</param>
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
        _isUndecrypted |= connection is { Status: DecryptionStatus.None or DecryptionStatus.Partial, Reason: not DecryptionReason.NoApplicationData };
    }

    public void Add(OtherTcp other) => OtherTcp = OtherTcp.Plus(other);

    /// <summary>Another dissector's part of the same run.</summary>
    public void Add(RunSummary other)
    {
        Add(other.OtherTcp);
        _counts.Add(other._counts);
        HasKeys |= other.HasKeys;
        _found.UnionWith(other._found);
        _isUndecrypted |= other._isUndecrypted;
    }

    /// <summary>The values that JSON has.</summary>
    public InputSummary ToInput() => _counts.ToSummary(Packets, OtherTcp, NotDissected);

    /// <summary>Whether there is something to sum up: not of an input that is not a capture, where the error says it all.</summary>
    public bool IsWorthTelling(int code) => Packets > 0 || code != ExitCode.InputFailed;

    /// <summary>The first closing line.</summary>
    public override string ToString() => $"{Tls()}{(OtherTcp.Connections > 0 ? $"; {Count(OtherTcp.Connections, "other TCP connection")}" : "")}";

    /// <summary>The closing lines that follow: what was not dissected, and where there is no TLS, what to do about it.</summary>
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
        if (_counts.Connections - _counts.Decrypted - _counts.Partial - _counts.NotNeeded is long closed and > 0) parts.Add($"{Number(closed)} not");
        string reasons = string.Join(", ", _counts.Reasons.Select(r => $"{Number(r.Value)} {r.Key.JsonName()}"));
        return $"{read}: {string.Join(", ", parts)}{(reasons.Length > 0 ? $" ({reasons})" : "")}";
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(long count, string what) => $"{Number(count)} {what}{(count == 1 ? "" : "s")}";
}
