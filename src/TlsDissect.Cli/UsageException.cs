namespace TlsDissect.Cli;

/// <summary>Something the user gave is wrong. The message is one line.</summary>
internal sealed class UsageException(string message) : Exception(message);
