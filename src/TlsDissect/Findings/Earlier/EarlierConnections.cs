using System.Collections.Immutable;
using TlsDissect.Findings.Behaviour;
using TlsDissect.Findings.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Findings.Earlier;

/// <summary>
/// Judges what depends on earlier connections: values that come again, what a server accepted from others, and moduli, of which only the
/// first ones are tested. Connections are given in the order in which they ended, so that the result does not depend on the number of
/// dissectors.
/// </summary>
/// <param name="options">What to look for, and the limits.</param>
/// <param name="memory">Counts what is remembered; <c>null</c> if that is not counted.</param>
internal sealed class EarlierConnections(FindingOptions options, MemoryBudget? memory)
{
    private readonly RepeatTable _repeats = new(options.MaxRepeatedValues, options.Ignored, memory);
    private readonly KnownServers _servers = new(options.MaxKnownServerBytes, memory);
    private readonly ModulusTable _moduli = new(options.MaxTestedModuli, options.Ignored, memory);

    /// <summary>Whether anything is looked for.</summary>
    public bool IsUsed => _repeats.IsUsed || _servers.IsUsed || _moduli.IsUsed;

    /// <summary>Whether values were forgotten, so that repeats may have been missed.</summary>
    public bool HasForgottenValues => _repeats.HasForgotten;

    /// <summary>Whether servers were forgotten, so that causes may have been missed.</summary>
    public bool HasForgottenServers => _servers.HasForgotten;

    /// <summary>Whether moduli were not tested, because too many were before.</summary>
    public bool HasUntestedModuli => _moduli.HasUntested;

    /// <summary>Completes the findings of a connection, and remembers it for later ones.</summary>
    /// <param name="trace">The connection.</param>
    /// <param name="findings">Its own findings.</param>
    /// <returns>The same if earlier connections add nothing.</returns>
    public ImmutableArray<Finding> Complete(ConnectionTrace trace, ImmutableArray<Finding> findings)
    {
        if (trace is { Failed: FailedHandshake failed, Server: ServerKey server } && _servers.IsUsed)
            findings = EarlierCause.Complete(findings, failed, server, _servers, options.Ignored);
        if (trace.Server is ServerKey known) _servers.Learn(known, trace.Facts, trace.Place.Id);
        Finding[] more = [.. UnsafeGroup(trace), .. _repeats.IsUsed ? _repeats.Add(trace.Place, trace.Values) : []];
        return more.Length == 0 ? findings : [.. findings.Concat(more).OrderByDescending(finding => finding.Severity)];
    }

    /// <summary>Forgets everything: another input begins.</summary>
    public void Clear()
    {
        _repeats.Clear();
        _servers.Clear();
        _moduli.Clear();
    }

    private Finding[] UnsafeGroup(ConnectionTrace trace) =>
        trace.Dh is { } dh && _moduli.Add(dh) is Finding unsafeGroup ? [unsafeGroup] : [];
}
