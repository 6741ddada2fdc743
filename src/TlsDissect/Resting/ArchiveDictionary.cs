using TlsDissect.Transport;

namespace TlsDissect.Resting;

/// <summary>
/// Logs of earlier connections, which an <see cref="ArchiveCompressor"/> refers to instead of repeating certificates, cipher suite lists
/// and extensions. Each archive keeps the dictionary that it was compressed with. The one in use is a buffer of fixed size; its bytes count
/// only while it is kept for older archives alone.
/// </summary>
/// <param name="bytes">The logs, one after the other.</param>
/// <param name="memory">Counts its bytes; <c>null</c> if nothing counts them.</param>
internal sealed class ArchiveDictionary(byte[] bytes, MemoryAccount? memory)
{
    private int _archives;
    private bool _isReplaced;

    /// <summary>The logs. Never changed.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>Adds an archive, which needs the dictionary until <see cref="Leave"/>.</summary>
    public void Enter() => _archives++;

    /// <summary>Removes an archive.</summary>
    public void Leave()
    {
        if (--_archives == 0 && _isReplaced) memory?.Add(-Bytes.Length);
    }

    /// <summary>Notes that another dictionary is in use from now on.</summary>
    public void Replace()
    {
        _isReplaced = true;
        if (_archives > 0) memory?.Add(Bytes.Length);
    }
}
