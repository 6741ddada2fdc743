namespace TlsDissect.Capture.Sources;

/// <summary>Opens capture files: pcap, pcapng and snoop, plain or compressed with gzip or zstd, told apart by content and never by name.</summary>
/// <remarks>
/// What a file claims is bounded: a packet or a secrets block has at most 16 MiB, a section at most 65,536 interfaces, and a zstd window 128 MiB. Memory grows
/// with what is really there, from 1 MiB a reader.
/// </remarks>
public static class CaptureFile
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Opens a file, or standard input for <see cref="StandardInput"/>. A file that is still being written may be read: sharing is not restricted.</summary>
    /// <exception cref="CaptureException">It is missing, may not be read, or is no capture.</exception>
    public static IPacketSource Open(string path) => OpenReader(path, 0, CancellationToken.None);

    /// <summary>Reads a capture from a stream that need not be seekable, and disposes it in the end.</summary>
    /// <param name="stream">Unbuffered is best: it is read in blocks of a megabyte.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="CaptureException">It is no capture.</exception>
    public static IPacketSource Open(Stream stream, string name) => OpenReader(stream, name, 0);

    /// <summary>
    /// Whether the file can be opened several times, each reader on its own: not so for standard input and pipes.
    /// </summary>
    public static bool CanBeReopened(string path)
    {
        // A pipe's length is 0, and an empty file is no capture anyway.
        var file = new FileInfo(path);
        return path != StandardInput && file.Exists && file.Length > 0;
    }

    /// <summary>Its packets are numbered from <paramref name="packetsBefore"/> + 1. Standard input and pipes end when <paramref name="stop"/> is cancelled.</summary>
    internal static CaptureReader OpenReader(string path, long packetsBefore, CancellationToken stop) => path == StandardInput
        ? OpenReader(OpenPipe(path, stop), "standard input", packetsBefore)
        : OpenReader(MayWait(path) ? OpenPipe(path, stop) : OpenFile(path), path, packetsBefore);

    /// <summary>Opens standard input or a named pipe. Both may keep their reader waiting: the stream ends when <paramref name="stop"/> is cancelled.</summary>
    /// <exception cref="CaptureException">From the first read: the file does not exist, or permission is denied.</exception>
    public static Stream OpenPipe(string path, CancellationToken stop) =>
        new InterruptibleStream(() => path == StandardInput ? Console.OpenStandardInput() : OpenFile(path), stop);

    /// <summary>The file's content, decompressed.</summary>
    internal static ByteWindow OpenWindow(string path)
    {
        FileStream file = OpenFile(path);
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

    /// <summary>Whether opening or reading may block: a pipe waits for its writer.</summary>
    private static bool MayWait(string path) => File.Exists(path) && !CanBeReopened(path);

    private static FileStream OpenFile(string path)
    {
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
