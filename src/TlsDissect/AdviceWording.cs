namespace TlsDissect;

/// <summary>
/// How sentences about a connection name the ways to provide a key and to raise a limit. By default they name what a user of the library sets; a program names its own
/// options.
/// </summary>
internal sealed record AdviceWording
{
    private const string Options = nameof(DissectorOptions) + ".";

    /// <summary>For users of the library.</summary>
    public static AdviceWording OfLibrary { get; } = new();

    /// <summary>Follows <c>the server's private key</c>: empty, or an option in parentheses with a space before it.</summary>
    public string ServerKey { get; init; } = "";

    /// <summary>Follows <c>the private key of the server's certificate</c>, in the same form.</summary>
    public string StaticDhKey { get; init; } = "";

    /// <summary>Follows <c>the pre-shared key</c>, in the same form.</summary>
    public string PreSharedKey { get; init; } = "";

    /// <summary>Follows <c>a key log</c>, in the same form.</summary>
    public string KeyLog { get; init; } = "";

    /// <summary>The name of <see cref="DissectorOptions.MaxTrialBytes"/>.</summary>
    public string MaxTrialBytes { get; init; } = Options + nameof(DissectorOptions.MaxTrialBytes);

    /// <summary>The name of <see cref="DissectorOptions.MaxTrialBytesInAll"/>.</summary>
    public string MaxTrialBytesInAll { get; init; } = Options + nameof(DissectorOptions.MaxTrialBytesInAll);
}
