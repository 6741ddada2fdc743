namespace TlsDissect.Capture.Sources;

/// <summary>What readers of the file formats have in common: the window, the count, and how a file ends.</summary>
internal abstract class CaptureReader(ByteWindow window, string name, long packetsBefore) : IPacketSource
{
    /// <summary>
    /// The longest packet and the longest secrets block that are read, in bytes. A longer length is taken for damage: nothing is allocated for it.
    /// </summary>
    public const int MaxDataLength = 16 << 20;

    private readonly WarningBound _warnings = new();
    private bool _ended;

    /// <summary>Whether the format knows secrets blocks.</summary>
    public virtual bool MayBringSecrets => false;

    /// <summary>Number of the last packet read, over all files so far.</summary>
    public long LastPacket { get; protected set; } = packetsBefore;

    public CaptureProgress Progress => Window.Progress;

    protected ByteWindow Window { get; } = window;

    protected string Name { get; } = name;

    public abstract bool TryRead(out CapturedItem item);

    public void Dispose() => Window.Dispose();

    /// <summary>Gives a warning, unless the file has given enough of the kind.</summary>
    protected bool TryWarn(string kind, string text, out CapturedItem item)
    {
        bool given = _warnings.TryGive(kind, ref text);
        item = given ? CapturedItem.Warning(Name, LastPacket, $"{Name}: {text}") : default;
        return given;
    }

    /// <summary>The writer of a pipe pauses: what has come so far is not a whole packet. <see cref="CaptureFileSequence"/> adds the time.</summary>
    protected bool AtPause(out CapturedItem item)
    {
        item = CapturedItem.Idle(Name, LastPacket, default);
        return true;
    }

    /// <summary>The content has no more: cleanly, in the middle of <paramref name="what"/>, or because it cannot be read on.</summary>
    protected bool AtEnd(string what, out CapturedItem item) => AtEnd(what, Window.Position, Window.Available > 0, out item);

    /// <summary>The same where it is known at which byte the unfinished part began.</summary>
    protected bool AtEnd(string what, long position, bool isCut, out CapturedItem item)
    {
        if (Window.IsPaused) return AtPause(out item);
        if (Window.Problem is { } problem) return GiveUp(problem, position, out item);
        if (_ended || !isCut)
        {
            item = default;
            return false;
        }

        _ended = true;
        return TryWarn("cut short", $"cut short in the middle of {what} at byte {position}, after packet {LastPacket}", out item);
    }

    /// <summary>Nothing from <paramref name="position"/> on can be read.</summary>
    protected bool GiveUp(string why, long position, out CapturedItem item)
    {
        item = _ended ? default : CapturedItem.Failure(Name, LastPacket, $"{Name}: cannot be read past byte {position}: {why}");
        bool first = !_ended;
        _ended = true;
        return first;
    }
}
