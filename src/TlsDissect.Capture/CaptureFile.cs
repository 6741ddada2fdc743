using Microsoft.Win32.SafeHandles;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture;

/// <summary>
/// Opens capture files: pcap, pcapng and snoop, plain or compressed with gzip or zstd. The content, not the name, decides the format.
/// </summary>
/// <remarks>
/// Limits: 16 MiB for a packet or a secrets block, 65,536 interfaces for a section, 128 MiB for a zstd window. Memory grows with the data
/// that is present, not with the lengths that the file claims. It starts at 1 MiB for each reader.
/// </remarks>
public static class CaptureFile
{
    /// <summary>The path that means standard input.</summary>
    public const string StandardInput = "-";

    private const int StandardInputDescriptor = 0;

    /// <summary>
    /// Opens a file, or standard input for <see cref="StandardInput"/>. A file that is still being written can be read, because sharing is
    /// not restricted.
    /// </summary>
    /// <exception cref="CaptureException">The file does not exist, cannot be read, or is not a capture.</exception>
    public static IPacketSource Open(string path) =>
        OpenReader(IsPipe(path) ? OpenPipe(path, CancellationToken.None) : OpenFile(path), NameOf(path), 0);

    /// <summary>Opens a capture in a stream, which need not be seekable. Disposing the source disposes the stream.</summary>
    /// <param name="stream">The stream. It is read in blocks of 1 MiB, so it needs no buffer of its own.</param>
    /// <param name="name">Its name in messages.</param>
    /// <exception cref="CaptureException">The content is not a capture. The stream is disposed.</exception>
    public static IPacketSource Open(Stream stream, string name) => OpenReader(stream, name, 0);

    /// <summary>
    /// Returns a path as messages and <see cref="CapturedItem.CaptureName"/> show it: <c>standard input</c> for
    /// <see cref="StandardInput"/>.
    /// </summary>
    internal static string NameOf(string path) => path == StandardInput ? "standard input" : path;

    /// <summary>
    /// Whether the file can be opened several times, by independent readers. <c>false</c> for standard input and pipes.
    /// </summary>
    internal static bool CanBeReopened(string path) => path != StandardInput && LengthOf(path) > 0;

    /// <summary>
    /// Whether opening or reading may wait for a writer, as with a pipe, a socket or a terminal. Such a capture is live and has items of
    /// kind <see cref="CapturedItemKind.Idle"/>. <c>false</c> for a regular file on standard input.
    /// </summary>
    internal static bool IsPipe(string path) => path == StandardInput ? !IsStandardInputAFile() : File.Exists(path) && !CanBeReopened(path);

    /// <summary>Opens a file whose packets are numbered from <paramref name="packetsBefore"/> + 1. A pipe ends when <paramref name="stop"/>
    /// is canceled.</summary>
    internal static CaptureReader OpenReader(string path, long packetsBefore, CancellationToken stop)
    {
        string name = NameOf(path);
        if (!IsPipe(path)) return OpenReader(OpenFile(path), name, packetsBefore);
        return new PipeReader(new ReadAheadStream(() => CaptureContent.Open(OpenFile(path), name), stop), name, packetsBefore);
    }

    /// <summary>Opens a capture from a stream, which is left open. If it cannot seek, it ends when <paramref name="stop"/> is
    /// canceled.</summary>
    internal static CaptureReader OpenReader(Stream stream, string name, CancellationToken stop)
    {
        LeftOpenStream content = new(stream);
        return stream.CanSeek
            ? OpenReader(content, name, 0)
            : new PipeReader(new ReadAheadStream(() => CaptureContent.Open(content, name), stop), name, 0);
    }

    /// <summary>Opens standard input or a named pipe. Reading may wait for the writer; the stream ends when <paramref name="stop"/> is
    /// canceled.</summary>
    /// <exception cref="CaptureException">From the first read: the file does not exist, or permission is denied.</exception>
    internal static Stream OpenPipe(string path, CancellationToken stop) => new ReadAheadStream(() => new ByteWindow(OpenFile(path)), stop);

    /// <summary>Opens a window over the file's content, decompressed.</summary>
    internal static ByteWindow OpenWindow(string path)
    {
        Stream file = OpenFile(path);
        try
        {
            return CaptureContent.Open(file, path);
        }
        catch (CaptureException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The length of a file in bytes; 0 for a pipe, a device or a missing file. An empty file is not a capture, so the difference does not
    /// matter.
    /// </summary>
    internal static long LengthOf(string path)
    {
        try
        {
            // For a link, .NET gives the length of the link itself. /dev/stdin and /dev/fd/63 are links to a pipe, which has no name and so
            // does not exist.
            FileSystemInfo file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
            return file is FileInfo { Exists: true } found ? found.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }

    private static bool IsStandardInputAFile()
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            using SafeFileHandle handle = new(StandardInputDescriptor, ownsHandle: false);
            using FileStream file = new(handle, FileAccess.Read, bufferSize: 0);
            return file.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Standard input is closed, or not open for reading. The error comes when it is read.
            return false;
        }
    }

    private static Stream OpenFile(string path)
    {
        if (path == StandardInput) return Console.OpenStandardInput();
        if (Directory.Exists(path)) throw new CaptureException($"{path}: is a directory, not a capture file");

        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
            });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CaptureException($"{path}: no such file", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CaptureException($"{path}: permission denied", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new CaptureException($"{path}: cannot be opened: {SingleLine.Of(e.Message)}", e);
        }
    }

    private static CaptureReader OpenReader(Stream stream, string name, long packetsBefore)
    {
        ByteWindow? window = null;
        try
        {
            window = CaptureContent.Open(stream, name);
            return CaptureContent.CreateReader(window, name, packetsBefore);
        }
        catch (CaptureException)
        {
            window?.Dispose();
            stream.Dispose();
            throw;
        }
    }
}
