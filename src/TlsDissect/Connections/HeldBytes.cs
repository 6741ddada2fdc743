namespace TlsDissect.Connections;

/// <summary>
/// Memory of a connection's parts, in bytes, without their buffers. A test compares the sums with the heap. Count a new object in each
/// connection here; a new field is small enough to ignore.
/// </summary>
internal static class HeldBytes
{
    /// <summary>The connection itself, without its record layer.</summary>
    public const int Connection = 256;

    /// <summary>The report and the summary, with empty lists.</summary>
    public const int Report = 960;

    /// <summary>The record processor and the handshake tracker, with no handshake yet.</summary>
    public const int Processor = 640;

    /// <summary>A message on a list, without its content.</summary>
    public const int Message = 128;

    /// <summary>An alert on a list.</summary>
    public const int Alert = 88;

    /// <summary>A violation on a list.</summary>
    public const int Violation = 80;

    private const int DirectionObject = 200;

    /// <summary>A running SHA-256 in OpenSSL.</summary>
    private const int RunningHash = 768;

    /// <summary>One direction and how it is read.</summary>
    public static int Of(Direction direction) =>
        DirectionObject + (direction.Decryptor?.Held ?? 0) + (direction.PlaintextHash is null ? 0 : RunningHash);
}
