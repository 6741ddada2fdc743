using SharpPcap;
using SharpPcap.LibPcap;

namespace TlsDissect.Capture.Sources;

/// <summary>
/// A libpcap filter expression, compiled for each link type seen and applied to packets of files, outside the kernel. Not thread-safe: each
/// reader has its own.
/// </summary>
/// <remarks>Lengths in an expression (<c>greater 1000</c>) are compared with the captured length of a packet.</remarks>
internal sealed class CaptureFilter : IDisposable
{
    /// <summary>
    /// Link types for which a valid expression may be meant. Ethernet is first, because its error message is the one that users expect.
    /// </summary>
    private static readonly LinkType[] Usual =
        [LinkType.Ethernet, LinkType.Raw, LinkType.LinuxSll, LinkType.LinuxSll2, (LinkType)105, (LinkType)127];

    private readonly WarningBound _warnings = new();
    private readonly string _expression;
    private readonly Dictionary<LinkType, BpfProgram?> _programs = [];
    private LinkType _lastType;
    private BpfProgram? _lastProgram;

    private CaptureFilter(string expression) => _expression = expression;

    /// <summary>Compiles the expression for the usual link types, of which at least one must accept it.</summary>
    /// <exception cref="CaptureException">No link type accepts it (the message is libpcap's own), or libpcap is not installed.</exception>
    public static CaptureFilter Parse(string expression)
    {
        // libpcap would stop reading there.
        if (expression.Contains('\0', StringComparison.Ordinal)) throw new CaptureException("the filter has a NUL character");
        var filter = new CaptureFilter(expression);
        string? problem = null;
        foreach (LinkType type in Usual)
        {
            filter._lastProgram = filter.Compile(type, out string? typeProblem);
            filter._lastType = type;
            if (filter._lastProgram is not null) return filter;
            problem ??= typeProblem;
        }

        throw new CaptureException($"filter \"{expression}\": {problem}");
    }

    /// <summary>Whether an item passes: packets that match, and everything that is not a packet.</summary>
    /// <param name="item">The item.</param>
    /// <param name="warning">The warning if packets of a link type cannot match; otherwise <c>null</c>.</param>
    public bool Passes(in CapturedItem item, out string? warning)
    {
        warning = null;
        if (item.Kind != CapturedItemKind.Packet || Matches(item, out string? problem)) return true;
        if (problem is null) return false;
        string text = $"{item.CaptureName}: packets of link type {(int)item.LinkType} do not pass the filter: {problem}";
        if (_warnings.TryGive("link type", ref text)) warning = text;
        return false;
    }

    /// <summary>Whether a packet matches. It does not if the expression is invalid for its link type (<c>ether host</c> for raw IP).
    /// <paramref name="problem"/> then has libpcap's reason the first time that the link type is seen.</summary>
    public bool Matches(in CapturedItem packet, out string? problem)
    {
        problem = null;
        if (packet.LinkType != _lastType)
        {
            if (!_programs.TryGetValue(packet.LinkType, out _lastProgram)) _lastProgram = Compile(packet.LinkType, out problem);
            _lastType = packet.LinkType;
        }

        return _lastProgram is not null && _lastProgram.Matches(packet.Data);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (BpfProgram? program in _programs.Values) program?.Dispose();
        _programs.Clear();
        (_lastType, _lastProgram) = ((LinkType)(-1), null);
    }

    private BpfProgram? Compile(LinkType type, out string? problem)
    {
        problem = null;
        BpfProgram? program = null;
        try
        {
            program = BpfProgram.Create(PcapLibrary.ToDataLink(type), _expression, optimize: 1, netmask: 0);
        }
        catch (PcapException e)
        {
            problem = SingleLine.Of(e.Message);
        }
        catch (Exception e) when (PcapLibrary.IsMissing(e))
        {
            throw PcapLibrary.Missing("a filter", e);
        }

        _programs[type] = program;
        return program;
    }
}
