namespace TlsDissect;

/// <summary>
/// How sentences about a connection name the options for keys and limits. By default they name members of this library; a program names its
/// own options.
/// </summary>
internal sealed record AdviceWording
{
    private const string Options = nameof(DissectorOptions) + ".";

    /// <summary>The wording for users of the library.</summary>
    public static AdviceWording OfLibrary { get; } = new();

    /// <summary>Text after <c>the server's private key</c>: empty, or an option in parentheses with a space before it.</summary>
    public string ServerKey { get; init; } = "";

    /// <summary>Text after <c>the private key of the server's certificate</c>, in the same form.</summary>
    public string StaticDhKey { get; init; } = "";

    /// <summary>Text after <c>the pre-shared key</c>, in the same form.</summary>
    public string PreSharedKey { get; init; } = "";

    /// <summary>Text after <c>a key log</c>, in the same form.</summary>
    public string KeyLog { get; init; } = "";

    /// <summary>What makes text show secrets; empty where nothing does.</summary>
    public string ShowSecrets { get; init; } = "";

    /// <summary>Follows the number of bytes of data that are not shown: empty, or how to see them.</summary>
    public string MoreData { get; init; } = "";

    /// <summary>The name of <see cref="DissectorOptions.MaxTrialBytes"/>.</summary>
    public string MaxTrialBytes { get; init; } = Options + nameof(DissectorOptions.MaxTrialBytes);

    /// <summary>The name of <see cref="DissectorOptions.MaxTrialBytesInAll"/>.</summary>
    public string MaxTrialBytesInAll { get; init; } = Options + nameof(DissectorOptions.MaxTrialBytesInAll);
}
