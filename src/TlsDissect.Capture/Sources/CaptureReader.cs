namespace TlsDissect.Capture.Sources;

/// <summary>Base of the readers of all file formats: the window, the count, and the end of a file.</summary>
internal abstract class CaptureReader(ByteWindow window, string name, long packetsBefore) : IPacketSource
{
    /// <summary>
    /// Maximum size of a packet or secrets block, in bytes. A greater length counts as damage, and nothing is allocated for it.
    /// </summary>
    public const int MaxDataLength = 16 << 20;

    private readonly WarningBound _warnings = new();
    private bool _ended;

    /// <summary>Whether the format has secrets blocks.</summary>
    public virtual bool MayBringSecrets => false;

    /// <summary>Number of the last packet read, over all files so far.</summary>
    public long LastPacket { get; protected set; } = packetsBefore;

    public CaptureProgress Progress => Window.Progress;

    protected ByteWindow Window { get; } = window;

    protected string Name { get; } = name;

    public abstract bool TryRead(out CapturedItem item);

    public void Dispose() => Window.Dispose();

    /// <summary>Creates a warning, unless the file has already given enough of the kind.</summary>
    protected bool TryWarn(string kind, string text, out CapturedItem item)
    {
        bool given = _warnings.TryGive(kind, ref text);
        item = given ? CapturedItem.Warning(Name, LastPacket, $"{Name}: {text}") : default;
        return given;
    }

    /// <summary>
    /// Reports that the writer of a pipe pauses and no whole packet has come. <see cref="CaptureFileSequence"/> adds the time.
    /// </summary>
    protected bool AtPause(out CapturedItem item)
    {
        item = CapturedItem.Idle(Name, LastPacket, default);
        return true;
    }

    /// <summary>Ends the content: cleanly, in the middle of <paramref name="what"/>, or because it cannot be read further.</summary>
    protected bool AtEnd(string what, out CapturedItem item) => AtEnd(what, Window.Position, Window.Available > 0, out item);

    /// <summary>The same if it is known at which byte the incomplete part began.</summary>
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
        return TryWarn("truncated", $"truncated in the middle of {what} at byte {position}, after packet {LastPacket}", out item);
    }

    /// <summary>Reports that nothing from <paramref name="position"/> on can be read.</summary>
    protected bool GiveUp(string why, long position, out CapturedItem item)
    {
        item = _ended ? default : CapturedItem.Failure(Name, LastPacket, $"{Name}: cannot be read past byte {position}: {why}");
        bool first = !_ended;
        _ended = true;
        return first;
    }
}
