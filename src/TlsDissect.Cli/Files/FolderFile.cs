namespace TlsDissect.Cli.Files;

/// <summary>A file that was found below a folder.</summary>
/// <param name="Path">Its path, which begins as the folder's was given.</param>
/// <param name="Name">Its name below the folder, with <c>/</c> between the parts.</param>
internal readonly record struct FolderFile(string Path, string Name);
